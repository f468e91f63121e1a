import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import type { Rule } from "../../lib/wire";
import { ReturnRule } from "./ReturnRule";

interface Props {
  rule: Rule;
  /** What it would have given was looked at. */
  isSeen: boolean;
  onChanged: (rule: Rule) => void;
}

/** What may be done with a rule now. */
export function RuleMoves({ rule, isSeen, onChanged }: Props) {
  const { id, state, amountFen, approver, abilities: may } = rule;
  const [isReturning, setReturning] = useState(false);
  const start = useAction(async () => {
    const changed = await api.startRule(id);
    onChanged(changed);
    tell(changed.state === "waiting" ? "已提交，等财务或高管同意" : "已启用，从现在起算");
  });
  const approve = useAction(async () => {
    onChanged(await api.approveRule(id));
    tell("已同意，规则开始运行");
  });
  const pause = useAction(async () => {
    const { confirm } = await Taro.showModal({ ...questions[state === "waiting" ? "waiting" : "active"] });
    if (!confirm) return;
    onChanged(await api.pauseRule(id));
    tell(state === "waiting" ? "已撤回，没有启用" : "已暂停，不再发");
  });
  const needsMoney = amountFen > 0 && approver === null;
  return (
    <>
      {may.start && !isSeen && <Text className="rule__hint">先看看过去 90 天会怎样，再启用。</Text>}
      {(may.approve || may.return) && (
        <View className="buttons rule__moves">
          {may.return && (
            <Button kind="quiet" text="退回" onTap={() => setReturning(true)} isDisabled={approve.isBusy} />
          )}
          {may.approve && (
            <Button text="同意" onTap={() => void approve.run()} isBusy={approve.isBusy} isDisabled={pause.isBusy} />
          )}
        </View>
      )}
      {(may.edit || may.start) && (
        <View className="buttons rule__moves">
          {may.edit && <Button kind="quiet" text="修改" onTap={() => open("rules", { id, write: "1" })} />}
          {may.start && (
            <Button
              text={needsMoney ? "提交审批" : "启用"}
              onTap={() => void start.run()}
              isBusy={start.isBusy}
              isDisabled={!isSeen}
            />
          )}
        </View>
      )}
      {may.pause && (
        <Button
          kind="danger"
          text={state === "waiting" ? "撤回" : "暂停"}
          onTap={() => void pause.run()}
          isBusy={pause.isBusy}
          isDisabled={approve.isBusy}
        />
      )}
      {isReturning && <ReturnRule rule={rule} onClose={() => setReturning(false)} onDone={onChanged} />}
    </>
  );
}

const questions = {
  waiting: { title: "撤回这条规则？", content: "审批的人不用再看。", confirmText: "撤回", cancelText: "再想想" },
  active: { title: "暂停这条规则？", content: "不再发，已经发出的不变。", confirmText: "暂停", cancelText: "再想想" },
};
