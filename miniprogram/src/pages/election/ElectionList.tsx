import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { Tag } from "../../components/Tag";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { ElectionSummary } from "../../lib/wire";
import { electionTitle, phaseText, phaseWords, scopeText } from "./electionWords";
import { OpenElection } from "./OpenElection";

/** What runs and what came out; HR opens the next one here. */
export function ElectionList() {
  const query = useQuery(api.elections, "elections");
  const [isOpening, setOpening] = useState(false);
  return (
    <Page
      title="优秀员工评选"
      isLeaf
      isGrid
      footer={query.data?.abilities.open && <Button text="发起评选" onTap={() => setOpening(true)} />}
    >
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {({ elections, departments, usualDays }) => (
          <>
            {elections.length === 0 && <Empty text="现在没有评选。开始提名时，消息会告诉你。" />}
            {elections.map((election) => (
              <ElectionCard key={election.id} election={election} />
            ))}
            {isOpening && (
              <OpenElection
                departments={departments}
                usualDays={usualDays}
                onClose={() => setOpening(false)}
                onDone={({ id }) => open("election", { id })}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const isRunning = ({ phase }: ElectionSummary) => phase !== "closed" && phase !== "cancelled";

function ElectionCard({ election }: { election: ElectionSummary }) {
  const { text, tone } = phaseWords[election.phase];
  const names = election.winners.map(({ name }) => name).join("、");
  return (
    <Tap className="card election" role="link" onTap={() => open("election", { id: election.id })}>
      <View className="election__top">
        <Text className="election__meta">
          {scopeText(election)} · 选 {election.seats} 人
        </Text>
        <Tag tone={tone} text={text} />
      </View>
      <Text className="election__title">{electionTitle(election)}</Text>
      {election.phase === "closed" && <Text className="election__winners">{names ? `★ ${names}` : "没有选出"}</Text>}
      <Text className="election__line">
        {isRunning(election) && `${election.nominees} 位候选人 · `}
        {phaseText(election)}
      </Text>
    </Tap>
  );
}
