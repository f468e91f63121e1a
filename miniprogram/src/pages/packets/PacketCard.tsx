import { Text, View } from "@tarojs/components";
import { Tag } from "../../components/Tag";
import { Tap } from "../../components/Tap";
import { momentText } from "../../lib/format";
import { open } from "../../lib/open";
import type { Packet } from "../../lib/wire";
import { yuanText } from "../../lib/yuan";
import { packetWords, receiverText } from "./packetWords";

/** One packet in a list: how much, for whom, what for, and how it stands. */
export function PacketCard({ packet, isMine }: { packet: Packet; isMine: boolean }) {
  const { id, giver, reason, totalFen, requestedAt } = packet;
  const { text, tone } = packetWords(packet);
  const when = momentText(requestedAt);
  return (
    <Tap className="card packet" role="link" onTap={() => open("packets", { id })}>
      <View className="packet__top">
        <Text className="packet__meta">{isMine ? when : `${giver?.name ?? "规则"} · ${when}`}</Text>
        <Tag tone={tone} text={text} />
      </View>
      <View className="packet__main">
        <Text className="packet__who">{receiverText(packet)}</Text>
        <Text className="packet__sum">{yuanText(totalFen)}</Text>
      </View>
      <Text className="packet__reason">{reason}</Text>
    </Tap>
  );
}
