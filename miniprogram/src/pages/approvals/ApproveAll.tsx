import { Text, View } from "@tarojs/components";
import { Button } from "../../components/Button";
import { Row } from "../../components/Row";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { targetText } from "../../lib/keyResultText";
import { tell, useAction } from "../../lib/useAction";
import type { Approval, ApprovedMany } from "../../lib/wire";
import type { Decision } from "./Decision";

interface Props {
  goals: readonly Approval[];
  onClose: () => void;
  /** What became of each, by goal. */
  onDone: (decided: Record<string, Decision>) => void;
}

const wholeMinutes = 10;

const decisionOf = ({ isApproved, detail }: ApprovedMany["results"][number]): Decision =>
  isApproved ? { kind: "approved", minutes: wholeMinutes } : { kind: "refused", detail: detail ?? "请单独处理。" };

/** Shows once more what would be approved, then approves each for itself. */
export function ApproveAll({ goals, onClose, onDone }: Props) {
  const approve = useAction(async () => {
    const { results } = await api.approveMany(goals.map(({ id }) => id));
    const refused = results.filter(({ isApproved }) => !isApproved).length;
    onDone(Object.fromEntries(results.map((result) => [result.goalId, decisionOf(result)])));
    tell(
      refused === 0 ? `${results.length} 项都已通过` : `${results.length - refused} 项已通过，${refused} 项没有通过`,
    );
    onClose();
  });
  return (
    <Sheet title={`通过这 ${goals.length} 项？`} onClose={onClose}>
      <Text className="sheet__text">通过后 10 分钟内可以逐项撤销。</Text>
      {goals.map(({ id, title, owner, keyResults }) => (
        <Row
          key={id}
          title={`${owner.name} · ${title}`}
          meta={keyResults.map((one) => `${one.title} ${targetText(one)}`).join("，")}
        />
      ))}
      <View className="buttons">
        <Button kind="quiet" text="再看看" onTap={onClose} />
        <Button text="全部通过" onTap={() => void approve.run()} isBusy={approve.isBusy} />
      </View>
    </Sheet>
  );
}
