import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Row } from "../../components/Row";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Packet, PacketPart } from "../../lib/wire";
import { yuanText } from "../../lib/yuan";
import { partText } from "./packetWords";

interface Props {
  packet: Packet;
  onChanged: (packet: Packet) => void;
}

/** A team of hundreds is not drawn at once. */
const atFirst = 20;

/** What each person gets and whether they have it; what waits for a person comes first. */
export function PartsCard({ packet: { parts }, onChanged }: Props) {
  const [isWhole, setWhole] = useState(false);
  const sorted = [...parts].sort((one, other) => Number(other.problem !== null) - Number(one.problem !== null));
  const shown = isWhole ? sorted : sorted.slice(0, atFirst);
  return (
    <Card title={parts.length === 1 ? "领取人" : `领取人 ${parts.length} 位`}>
      {shown.map((part) => (
        <Part key={part.id} part={part} onChanged={onChanged} />
      ))}
      {shown.length < sorted.length && (
        <Button kind="quiet" text={`全部 ${sorted.length} 位`} onTap={() => setWhole(true)} />
      )}
    </Card>
  );
}

function Part({ part, onChanged }: { part: PacketPart; onChanged: (packet: Packet) => void }) {
  const { id, receiver, amountFen, state, problem, abilities } = part;
  const amount = amountFen === null ? "通过后揭晓" : yuanText(amountFen);
  const { text, tone } = partText(part);
  const resume = useAction(async () => {
    onChanged(await api.resumePart(id));
    tell("已重新交给支付方");
  });
  const giveUp = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: `不再发给${receiver.name}？`,
      content: `${amount} 会回到预算。`,
      confirmText: "放弃",
      cancelText: "再想想",
    });
    if (!confirm) return;
    onChanged(await api.giveUpPart(id));
    tell("已放弃，钱回到预算");
  });
  const notPaid = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: "在商户平台核对过，确实没有付？",
      content: `${amount} 会回到预算，并记下是你核对的。`,
      confirmText: "没有付",
      cancelText: "再想想",
    });
    if (!confirm) return;
    onChanged(await api.writeOffPart(id));
    tell("已放弃，钱回到预算");
  });
  const wasPaid = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: "在商户平台核对过，确实已付？",
      content: `${amount} 会记到预算和${receiver.name}的收入里，不能撤销。`,
      confirmText: "已付",
      cancelText: "再想想",
    });
    if (!confirm) return;
    onChanged(await api.bookPaidPart(id));
    tell("已入账");
  });
  return (
    <View className="part">
      <Row
        icon={<Avatar name={receiver.name} />}
        title={receiver.name}
        meta={amount}
        value={<Tag tone={tone} text={text} />}
      />
      {problem && <Text className="part__problem">{problem}</Text>}
      {Object.values(abilities).some(Boolean) && (
        <View className="buttons buttons--part">
          {abilities.giveUp && (
            <Button kind="danger" text="放弃" onTap={() => void giveUp.run()} isBusy={giveUp.isBusy} />
          )}
          {abilities.notPaid && (
            <Button kind="danger" text="没付，放弃" onTap={() => void notPaid.run()} isBusy={notPaid.isBusy} />
          )}
          {abilities.wasPaid && (
            <Button kind="quiet" text="已付，入账" onTap={() => void wasPaid.run()} isBusy={wasPaid.isBusy} />
          )}
          {abilities.resume && (
            <Button
              text={state === "failed" ? "再发一次" : "重新查询"}
              onTap={() => void resume.run()}
              isBusy={resume.isBusy}
            />
          )}
        </View>
      )}
    </View>
  );
}
