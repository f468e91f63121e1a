import { View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { useAction } from "../../lib/useAction";
import type { Goal } from "../../lib/wire";
import { returnReasons } from "./returnReasons";

interface Props {
  goal: Pick<Goal, "id" | "owner">;
  onClose: () => void;
  onDone: () => void;
}

const usual = returnReasons.map((text) => ({ value: text as string, text }));

/** Sends a goal back with a reason: a usual one, or one's own words. */
export function ReturnSheet({ goal, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  const send = useAction(async () => {
    await api.returnGoal(goal.id, reason.trim());
    onDone();
    onClose();
  });
  return (
    <Sheet title={`退回 ${goal.owner.name} 的目标`} onClose={onClose}>
      <Choices
        kind="pairs"
        label="常用原因"
        options={usual}
        value={usual.some(({ value }) => value === reason) ? reason : null}
        onChange={setReason}
      />
      <Field
        label="告诉对方怎么改"
        value={reason}
        onChange={setReason}
        placeholder="例如：直播渠道的量没有算进去"
        isLong
        most={200}
      />
      <View className="buttons">
        <Button text="退回" onTap={() => void send.run()} isBusy={send.isBusy} isDisabled={reason.trim() === ""} />
      </View>
    </Sheet>
  );
}
