import Taro from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import type { GoalDetail } from "../../lib/wire";
import { ReturnSheet } from "../approvals/ReturnSheet";

interface Props {
  goal: GoalDetail;
  onChanged: () => Promise<void>;
}

/** Whether the foot of the screen has anything to offer. */
export const hasActions = ({ abilities }: GoalDetail) =>
  abilities.approve ||
  abilities.return ||
  abilities.undoApproval ||
  abilities.submit ||
  abilities.edit ||
  abilities.withdraw;

/** What may be done with the goal now, at the thumb. */
export function Actions({ goal, onChanged }: Props) {
  const { id, abilities } = goal;
  const [isReturning, setReturning] = useState(false);
  const move = useAction(async (act: () => Promise<unknown>, word: string) => {
    await act();
    tell(word);
    await onChanged();
  });
  const withdraw = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: "撤回这个目标？",
      content: "撤回后不能恢复，可以再提一个新的。",
      confirmText: "撤回",
      cancelText: "不撤回",
    });
    if (confirm) await move.run(() => api.withdraw(id), "已撤回");
  });
  const button = (text: string, act: () => Promise<unknown>, word: string, kind?: "quiet") => (
    <Button text={text} kind={kind} isBusy={move.isBusy} onTap={() => void move.run(act, word)} />
  );
  return (
    <>
      {abilities.withdraw && !abilities.approve && (
        <Button kind="danger" text="撤回" isBusy={withdraw.isBusy} onTap={() => void withdraw.run()} />
      )}
      {abilities.edit && <Button kind="quiet" text="修改" onTap={() => open("propose", { goal: id })} />}
      {abilities.submit && button("提交审批", () => api.submit(id), "已提交")}
      {abilities.return && (
        <Button kind="quiet" text="退回" isDisabled={move.isBusy} onTap={() => setReturning(true)} />
      )}
      {abilities.approve && button("通过", () => api.approve(id), "已通过，10 分钟内可以撤销")}
      {abilities.undoApproval && button("撤销通过", () => api.undoApproval(id), "已撤销通过", "quiet")}
      {isReturning && <ReturnSheet goal={goal} onClose={() => setReturning(false)} onDone={() => void onChanged()} />}
    </>
  );
}
