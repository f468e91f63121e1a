import { Text, View } from "@tarojs/components";
import { GoalHead } from "../../components/GoalHead";
import { KeyResultRow } from "../../components/KeyResultRow";
import { Tap } from "../../components/Tap";
import { open } from "../../lib/open";
import type { Goal } from "../../lib/wire";

/** Nothing counts yet. */
const plans: ReadonlySet<Goal["status"]> = new Set(["draft", "submitted", "returned", "proposed", "withdrawn"]);

/** A goal with its ring and its key results. */
export function GoalCard({ goal }: { goal: Goal }) {
  return (
    <Tap className="card" role="link" onTap={() => open("goal", { id: goal.id })}>
      <GoalHead goal={goal} />
      {goal.keyResults.map((one) => (
        <KeyResultRow key={one.id} keyResult={one} isPlan={plans.has(goal.status)} />
      ))}
      {goal.keyResults.length === 0 && (
        <View className="goals__none">
          <Text>还没有关键结果，点开补上。</Text>
        </View>
      )}
    </Tap>
  );
}
