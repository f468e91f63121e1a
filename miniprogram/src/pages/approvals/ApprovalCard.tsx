import { Text, View } from "@tarojs/components";
import { Button } from "../../components/Button";
import { Tag } from "../../components/Tag";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { momentText } from "../../lib/format";
import { targetText } from "../../lib/keyResultText";
import { open } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import type { Approval } from "../../lib/wire";
import { DecidedCard } from "./DecidedCard";
import type { Decision } from "./Decision";
import { effectText } from "./effectText";

interface Props {
  goal: Approval;
  decision: Decision | undefined;
  onDecide: (decision: Decision | undefined) => void;
  onReturn: () => void;
}

/** Of more key results than these the rest is on the goal's own page. */
const inShort = 3;
/** How long the server lets an approval be taken back. */
const wholeMinutes = 10;

/** One goal that waits: what is asked, why, what yes would mean, and the two answers. */
export function ApprovalCard({ goal, decision, onDecide, onReturn }: Props) {
  const approve = useAction(async () => {
    await api.approve(goal.id);
    onDecide({ kind: "approved", minutes: wholeMinutes });
  });
  const undo = useAction(async () => {
    await api.undoApproval(goal.id);
    tell("已撤销通过");
    onDecide(undefined);
  });
  const title = `${goal.owner.name} · ${goal.title}`;
  if (decision?.kind === "returned") return <DecidedCard title={title} word="已退回，对方会收到原因" />;
  if (decision?.kind === "approved")
    return (
      <DecidedCard
        title={title}
        word="已通过"
        minutes={decision.minutes}
        isBusy={undo.isBusy}
        onUndo={() => void undo.run()}
      />
    );
  const more = goal.keyResults.length - inShort;
  return (
    <View className="card approval">
      <Tap className="approval__main" role="link" onTap={() => open("goal", { id: goal.id })}>
        <View className="approval__top">
          <Text className="approval__meta">
            {goal.cycle.name} · {momentText(goal.requestedAt)}提交
          </Text>
          {goal.onBehalfOf && <Tag tone="brand" text={`代 ${goal.onBehalfOf.name}`} />}
        </View>
        <Text className="approval__title">{title}</Text>
        {goal.keyResults.slice(0, inShort).map((keyResult) => (
          <View key={keyResult.id} className="approval__asked">
            <Text className="approval__what">{keyResult.title}</Text>
            <Text className="approval__figure">{targetText(keyResult)}</Text>
          </View>
        ))}
        <Text className="approval__more">{more > 0 ? `还有 ${more} 项，看详情` : "看详情"}</Text>
      </Tap>
      <View className="approval__facts">
        <Text className="approval__name">理由</Text>
        <Text className="approval__said">{goal.note ?? "没有写"}</Text>
        <Text className="approval__name">影响</Text>
        <Text className="approval__said">{effectText(goal)}</Text>
      </View>
      {decision && <Text className="approval__fault">没有通过：{decision.detail}</Text>}
      <View className="buttons">
        {goal.abilities.return && <Button kind="quiet" text="退回" onTap={onReturn} isDisabled={approve.isBusy} />}
        {goal.abilities.approve && <Button text="通过" onTap={() => void approve.run()} isBusy={approve.isBusy} />}
      </View>
    </View>
  );
}
