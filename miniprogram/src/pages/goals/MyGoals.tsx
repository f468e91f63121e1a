import { View } from "@tarojs/components";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import { GoalCard } from "./GoalCard";

/** Everything of mine that is not over. */
export function MyGoals() {
  const query = useQuery(() => api.goals({ owner: "me", limit: 100 }), "goals");
  return (
    <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={4} />}>
      {({ goals }) =>
        goals.length > 0 ? (
          <>
            {goals.map((goal) => (
              <GoalCard key={goal.id} goal={goal} />
            ))}
            <View className="span">
              <Button kind="quiet" text="新目标" onTap={() => open("propose")} />
            </View>
          </>
        ) : (
          <Empty
            text="还没有目标。写下想做到什么，主管同意后开始算进度。"
            action={{ text: "新目标", onTap: () => open("propose") }}
          />
        )
      }
    </Loaded>
  );
}
