import { Text, View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { Card } from "../../components/Card";
import { GoalHead } from "../../components/GoalHead";
import { Loaded, Page } from "../../components/Page";
import { api } from "../../lib/api";
import type { Query } from "../../lib/useQuery";
import { useQuery } from "../../lib/useQuery";
import type { GoalDetail } from "../../lib/wire";
import { Actions, hasActions } from "./Actions";
import { CheckIns } from "./CheckIns";
import { Comments } from "./Comments";
import { History } from "./History";
import { KeyResultCard } from "./KeyResultCard";
import { Path } from "./Path";
import "./index.scss";

/** One goal: how it stands, what it serves, who reported what, who decided what. */
export default function GoalPage() {
  const { id = "" } = useRouter().params;
  const query = useQuery(() => api.goal(id), `goal:${id}`);
  return (
    <Page
      title="目标"
      isGrid
      isLeaf
      footer={query.data && hasActions(query.data) && <Actions goal={query.data} onChanged={query.reload} />}
    >
      <Loaded query={query}>{(goal) => <Detail goal={goal} query={query} />}</Loaded>
    </Page>
  );
}

function Detail({ goal, query }: { goal: GoalDetail; query: Query<GoalDetail> }) {
  return (
    <>
      <Card className="span">
        <GoalHead goal={goal} hasOwner size={72} />
        {goal.waitingFor && <Text className="goal__note">等 {goal.waitingFor.name} 审批</Text>}
        <Path goal={goal} />
      </Card>
      {goal.keyResults.map((one) => (
        <KeyResultCard key={one.id} keyResult={one} goal={goal} />
      ))}
      <View className="page__side">
        <Comments goal={goal} onChanged={query.reload} />
      </View>
      <View className="page__side">
        <CheckIns goal={goal} onChanged={query.reload} />
        <History entries={goal.history} />
      </View>
    </>
  );
}
