import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { useQuery } from "../../lib/useQuery";
import type { Election } from "../../lib/wire";
import { CancelElection } from "./CancelElection";
import { electionTitle, phaseText, phaseWords, scopeText } from "./electionWords";
import { NominateSheet } from "./NominateSheet";
import { NomineeCard } from "./NomineeCard";

/** One election: nominate, vote, or see how it came out. */
export function ElectionDetail({ id }: { id: string }) {
  const query = useQuery(() => api.election(id));
  const [isNominating, setNominating] = useState(false);
  return (
    <Page
      title="优秀员工评选"
      isLeaf
      isGrid
      footer={query.data?.abilities.nominate && <Button text="提名同事" onTap={() => setNominating(true)} />}
    >
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {(election) => (
          <>
            <Head election={election} />
            {election.nominees.length === 0 && <Empty text={nobody(election)} />}
            {election.nominees.map((nominee) => (
              <NomineeCard key={nominee.id} election={election} nominee={nominee} onChanged={query.set} />
            ))}
            {election.abilities.cancel && <CancelElection election={election} onDone={query.set} />}
            {isNominating && (
              <NominateSheet election={election} onClose={() => setNominating(false)} onDone={query.set} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function nobody({ phase }: Election): string {
  if (phase === "cancelled") return "取消前没有人被提名。";
  return phase === "nominating" ? "还没有人被提名。谁做得好，就从提名谁开始。" : "没有人被提名，这次没有选出。";
}

function Head({ election }: { election: Election }) {
  const { text, tone } = phaseWords[election.phase];
  const left = election.nominationsLeft > 0 ? `你还可以提名 ${election.nominationsLeft} 位。` : "";
  return (
    <Card className="span">
      <View className="election__top">
        <Text className="election__meta">
          {scopeText(election)} · 选 {election.seats} 人
        </Text>
        <Tag tone={tone} text={text} />
      </View>
      <Text className="election__title">{electionTitle(election)}</Text>
      <Text className="election__line">
        {phaseText(election)}。{left}
        {election.abilities.vote && "每人一票，不能投自己，票数到结束才公布。"}
      </Text>
    </Card>
  );
}
