import { Text, View } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Hero } from "../../components/Hero";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { momentText } from "../../lib/format";
import { useQuery } from "../../lib/useQuery";
import type { Packet } from "../../lib/wire";
import { yuanParts, yuanText } from "../../lib/yuan";
import { PacketMoves } from "./PacketMoves";
import { PartsCard } from "./PartsCard";
import { packetWords, receiverText } from "./packetWords";

/** One packet: how much and for whom, who has agreed, and what has become of each part. */
export function PacketDetail({ id }: { id: string }) {
  const query = useQuery(() => api.packet(id));
  return (
    <Page title="红包" isLeaf isGrid>
      <Loaded query={query} skeleton={<Skeleton cards={2} />}>
        {(packet) => (
          <>
            <View className="page__side">
              <Whole packet={packet} />
              <PacketMoves packet={packet} onChanged={query.set} />
            </View>
            <View className="page__side">
              {packet.approvalsNeeded > 0 && <Approvals packet={packet} />}
              <PartsCard packet={packet} onChanged={query.set} />
            </View>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Whole({ packet }: { packet: Packet }) {
  const { giver, value, reason, requestedAt, budget, totalFen } = packet;
  const { text, tone } = packetWords(packet);
  return (
    <Card>
      <Hero
        caption={`给 ${receiverText(packet)}`}
        {...yuanParts(totalFen)}
        aside={<Tag tone={tone} text={text} />}
        line={reason}
      />
      {value && <Row title="体现" value={value} />}
      <Row title={giver ? `${giver.name} 申请` : "由规则发出"} value={momentText(requestedAt)} />
      <Row
        title="预算"
        meta={`${budget.department} ${Number(budget.month.slice(5))} 月`}
        value={`还剩 ${yuanText(budget.leftFen)}`}
      />
    </Card>
  );
}

function Approvals({ packet: { approvals, approvalsNeeded, state } }: { packet: Packet }) {
  const said = approvals.filter(({ decision }) => decision === "approve").length;
  const open = state === "requested" ? `，还差 ${approvalsNeeded - said} 人` : "";
  return (
    <Card title="审批">
      <Text className="packet__note">
        需 {approvalsNeeded} 人通过，已有 {said} 人{open}
      </Text>
      {approvals.map(({ by, decision, note, at }) => (
        <Row
          key={by.id}
          title={by.name}
          meta={[momentText(at), note ?? ""].filter((part) => part !== "").join(" · ")}
          value={
            <Tag tone={decision === "approve" ? "good" : "warn"} text={decision === "approve" ? "● 通过" : "▲ 退回"} />
          }
        />
      ))}
    </Card>
  );
}
