import { Text, View } from "@tarojs/components";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Election, Nominee } from "../../lib/wire";

interface Props {
  electionId: string;
  nominee: Nominee;
  onVoted: (election: Election) => void;
}

/** Somebody up for election: why, and the vote to give or the votes received. */
export function NomineeCard({ electionId, nominee, onVoted }: Props) {
  const vote = useAction(async () => {
    onVoted(await api.vote(electionId, nominee.id));
    tell(`已投给${nominee.name}，结束前可以改`);
  });
  const { name, reasons, votes, isElected, isMyVote, mayVote } = nominee;
  return (
    <View className="card nominee">
      <View className="nominee__top">
        <Avatar name={name} />
        <Text className="nominee__name">{name}</Text>
        {isElected && <Tag tone="gold" text="★ 当选" />}
        {votes !== null && <Text className="nominee__votes">{votes} 票</Text>}
      </View>
      {reasons.map(({ by, reason }) => (
        <View key={by.id} className="nominee__why">
          <Text className="nominee__reason">{reason}</Text>
          <Text className="nominee__by">{by.name} 提名</Text>
        </View>
      ))}
      {isMyVote && <Text className="nominee__mine">● 我的一票</Text>}
      {mayVote && !isMyVote && (
        <View className="buttons">
          <Button kind="quiet" text={`投给 ${name}`} onTap={() => void vote.run()} isBusy={vote.isBusy} />
        </View>
      )}
    </View>
  );
}
