import type { Company } from "../../domain/context";
import type { AwardFacts } from "../../domain/recognition/findAwardFacts";
import type { Card } from "../Message";
import { awardName, giverName, receiverName } from "./awardText";
import { pageUrl } from "./pageUrl";

/** A recognition as the viewer sees it: who got it thanks with one press, anybody else congratulates. */
export function awardCard(facts: AwardFacts, viewerId: string, company: Pick<Company, "publicUrl">): Card {
  const { award, team, cheers = { thanks: [], congrats: [] } } = facts;
  const isMine = award.employeeId === viewerId;
  const has = (people: readonly { id: string }[]) => people.some(({ id }) => id === viewerId);
  const rows = [
    ...(team ? [{ label: "团队", value: team.name }] : []),
    ...(award.figure ? [{ label: "数据", value: award.figure }] : []),
    ...(award.value ? [{ label: "价值观", value: award.value }] : []),
    // A team's card is drawn of its first member's row: the number is for who holds the certificate.
    ...(isMine && award.certificateNo ? [{ label: "证书", value: award.certificateNo }] : []),
  ];
  return {
    title: `★ ${titleOf(facts, isMine)}`,
    ...(award.reason && { quote: award.reason }),
    ...(rows.length > 0 && { rows }),
    ...pressOf(facts, { viewerId, isMine, hasThanked: has(cheers.thanks), hasCongratulated: has(cheers.congrats) }),
    url: pageUrl(company, "awards"),
  };
}

function titleOf(facts: AwardFacts, isMine: boolean): string {
  const { award } = facts;
  if (award.kind === "praise") return isMine ? `${giverName(facts)} 表扬了你` : `${receiverName(facts)} 受到表扬`;
  const what = awardName(facts);
  if (!isMine) return `${receiverName(facts)} 获得${what}`;
  return award.givenById === null ? `你获得${what}` : `${giverName(facts)} 授予你${what}`;
}

interface Pressed {
  viewerId: string;
  isMine: boolean;
  hasThanked: boolean;
  hasCongratulated: boolean;
}

function pressOf(
  { award }: AwardFacts,
  { viewerId, isMine, hasThanked, hasCongratulated }: Pressed,
): Pick<Card, "buttons" | "done"> {
  if (award.revokedAt) return { done: "已撤回" };
  if (hasThanked) return { done: "已感谢" };
  if (hasCongratulated) return { done: "已祝贺" };
  if (!isMine && award.givenById === viewerId) return {};
  if (!isMine) return { buttons: [{ text: "祝贺", style: "primary", key: `award.congratulate:${award.id}` }] };
  if (award.givenById === null) return {};
  return { buttons: [{ text: "感谢", style: "primary", key: `award.thank:${award.id}` }] };
}
