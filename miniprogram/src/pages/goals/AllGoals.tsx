import { Text, View } from "@tarojs/components";
import { Empty } from "../../components/Empty";
import { LongList } from "../../components/LongList";
import { Fault } from "../../components/Page";
import { Ring } from "../../components/Ring";
import { Skeleton } from "../../components/Skeleton";
import { StatusMark } from "../../components/StatusMark";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { usePages } from "../../lib/usePages";
import type { Goal } from "../../lib/wire";
import { worstOf } from "../../lib/worstOf";

const pageSize = 30;
const rowHeight = 84;

/** Running goals of everybody that I may read, page by page. */
export function AllGoals() {
  const pages = usePages(
    async (after) => (await api.goals({ status: "active", after, limit: pageSize })).goals,
    pageSize,
  );
  if (pages.items === undefined)
    return pages.error ? (
      <Fault error={pages.error} onRetry={() => void pages.reload()} />
    ) : (
      <Skeleton hasHero={false} cards={4} />
    );
  if (pages.items.length === 0) return <Empty text="公司里还没有进行中的目标。" />;
  return (
    <View className="card span">
      <LongList items={pages.items} rowHeight={rowHeight} onEnd={() => void pages.loadMore()} render={lineOf} />
      {pages.error !== undefined && <Fault error={pages.error} onRetry={() => void pages.loadMore()} />}
    </View>
  );
}

/** The same for every list that is drawn, so that a row that stays is not drawn again. */
const lineOf = (goal: Goal) => <GoalLine goal={goal} />;

function GoalLine({ goal }: { goal: Goal }) {
  const worst = worstOf(goal.keyResults);
  return (
    <Tap className="goals__line" role="link" onTap={() => open("goal", { id: goal.id })}>
      <Ring percent={goal.progress} size={48} />
      <View className="goals__words">
        <Text className="goals__title">{goal.title}</Text>
        <Text className="goals__about">
          {goal.owner.name} · {goal.cycle.name}
        </Text>
      </View>
      {worst && <StatusMark status={worst} />}
    </Tap>
  );
}
