import { ReasonSheet } from "../../components/ReasonSheet";
import { api } from "../../lib/api";
import type { Goal } from "../../lib/wire";
import { returnReasons } from "./returnReasons";

interface Props {
  goal: Pick<Goal, "id" | "owner">;
  onClose: () => void;
  onDone: () => void;
}

/** Sends a goal back with a reason. */
export const ReturnSheet = ({ goal, onClose, onDone }: Props) => (
  <ReasonSheet
    title={`退回 ${goal.owner.name} 的目标`}
    label="告诉对方怎么改"
    placeholder="例如：直播渠道的量没有算进去"
    reasons={returnReasons}
    most={200}
    send={async (reason) => {
      await api.returnGoal(goal.id, reason);
      onDone();
    }}
    onClose={onClose}
  />
);
