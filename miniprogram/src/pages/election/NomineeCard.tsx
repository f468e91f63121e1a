import { Text, View } from "@tarojs/components";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Election, Nominee } from "../../lib/wire";

interface Props {
  election: Election;
  nominee: Nominee;
  onChanged: (election: Election) => void;
}

/** Somebody up for election: why, and the vote to give or the votes received; what one said oneself can be taken back. */
export function NomineeCard({ election, nominee, onChanged }: Props) {
  const { id, abilities } = election;
  const vote = useAction(async () => {
    onChanged(await api.vote(id, nominee.id));
    tell(`已投给${nominee.name}，结束前可以改`);
  });
  const withdrawVote = useAction(async () => {
    onChanged(await api.withdrawVote(id));
    tell("已撤回你的一票，结束前可以再投");
  });
  const withdrawNomination = useAction(async () => {
    onChanged(await api.withdrawNomination(id, nominee.id));
    tell(`已撤回对${nominee.name}的提名，会通知对方`);
  });
  const { name, reasons, votes, isElected, isMyVote, mayVote, isMyNominee } = nominee;
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
      {isMyVote && abilities.withdrawVote && <TakeBack text="撤回投票" action={withdrawVote} />}
      {isMyNominee && abilities.withdrawNomination && <TakeBack text="撤回提名" action={withdrawNomination} />}
    </View>
  );
}

const TakeBack = ({ text, action }: { text: string; action: ReturnType<typeof useAction> }) => (
  <View className="buttons">
    <Button kind="quiet" text={text} onTap={() => void action.run()} isBusy={action.isBusy} />
  </View>
);
