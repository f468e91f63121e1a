import { Text, View } from "@tarojs/components";
import { Tap } from "../../components/Tap";
import { wholePercent } from "../../lib/format";
import { open } from "../../lib/open";
import type { GoalDetail } from "../../lib/wire";
import { levelWords } from "../../lib/words";

/** From this goal up to the company's: what the own work is good for (S2). */
export function Path({ goal }: { goal: GoalDetail }) {
  if (goal.path.length === 0) return null;
  return (
    <View className="path">
      <Text className="path__caption">这个目标服务于</Text>
      {goal.path.map((step) => (
        <Tap key={step.id} className="path__step" role="link" onTap={() => open("goal", { id: step.id })}>
          <View className="path__mark" />
          <View className="path__words">
            <Text className="path__title">{step.title}</Text>
            <Text className="path__about">
              {levelWords[step.level]} · {step.owner.name}
            </Text>
          </View>
          <Text className="path__progress">{step.progress === null ? "还没有进度" : wholePercent(step.progress)}</Text>
        </Tap>
      ))}
    </View>
  );
}
