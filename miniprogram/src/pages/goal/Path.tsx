import { Text, View } from "@tarojs/components";
import { Tap } from "../../components/Tap";
import { wholePercent } from "../../lib/format";
import { open } from "../../lib/open";
import type { GoalDetail } from "../../lib/wire";
import { levelWords } from "../../lib/words";

const placeWords = { company: "公司", department: "部门", person: "上级" } as const;

/** From this goal up to the company's: what the own work is good for (S2). */
export function Path({ goal }: { goal: GoalDetail }) {
  if (goal.path.length === 0) return null;
  const start = goal.isMine ? "你的工作" : `${goal.owner.name}的工作`;
  const places = [start, ...goal.path.map(({ level }) => placeWords[level])];
  return (
    <View className="path">
      <Text className="path__caption">{places.filter((place, at) => place !== places[at - 1]).join(" → ")}</Text>
      <View className="path__step">
        <View className="path__mark path__mark--here" />
        <View className="path__words">
          <Text className="path__title">{goal.title}</Text>
          <Text className="path__about">{start}</Text>
        </View>
        <Text className="path__progress">{progressText(goal.progress)}</Text>
      </View>
      {goal.path.map((step) => (
        <Tap key={step.id} className="path__step" role="link" onTap={() => open("goal", { id: step.id })}>
          <View className="path__mark" />
          <View className="path__words">
            <Text className="path__title">{step.title}</Text>
            <Text className="path__about">
              {levelWords[step.level]} · {step.owner.name}
            </Text>
          </View>
          <Text className="path__progress">{progressText(step.progress)}</Text>
          <View className="chevron" />
        </Tap>
      ))}
    </View>
  );
}

const progressText = (progress: string | null) => (progress === null ? "还没有进度" : wholePercent(progress));
