import { Text, View } from "@tarojs/components";
import type { Goal } from "../lib/wire";
import { goalStatusWords, levelWords } from "../lib/words";
import { worstOf } from "../lib/worstOf";
import { Ring } from "./Ring";
import { StatusMark } from "./StatusMark";
import { Tag } from "./Tag";

interface Props {
  goal: Goal;
  /** Names the owner: where goals of many are shown. */
  hasOwner?: boolean;
  size?: number;
}

/** A goal's ring, title, whose and when it is, and how it stands. */
export function GoalHead({ goal, hasOwner = false, size = 56 }: Props) {
  const { title, owner, cycle, level, commitment, status, progress, keyResults } = goal;
  const worst = status === "active" ? worstOf(keyResults) : undefined;
  const about = [hasOwner && owner.name, cycle.name, levelWords[level], commitment === "aspirational" && "挑战型"];
  return (
    <View className="goal-head">
      <Ring percent={progress} size={size} />
      <View className="goal-head__words">
        <Text className="goal-head__title">{title}</Text>
        <Text className="goal-head__about">{about.filter(Boolean).join(" · ")}</Text>
        {worst ? <StatusMark status={worst} /> : <Tag text={goalStatusWords[status]} tone="brand" />}
      </View>
    </View>
  );
}
