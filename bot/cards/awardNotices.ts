import type { Delivery } from "../../domain/context";
import { formatAmount } from "../../domain/goals/formatAmount";
import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import type { AwardFacts } from "../../domain/recognition/findAwardFacts";
import { escapeMarkdown } from "../escape";
import type { Message } from "../Message";
import { holdsPersonId, personName } from "../personName";
import { awardCard } from "./awardCard";
import { awardName, giverName, reachedText, receiverName } from "./awardText";
import { pageUrl } from "./pageUrl";

type Company = { publicUrl: string };
type Compose = (delivery: Delivery, facts: NoticeFacts, company: Company) => Message | undefined;

const text = (words: string): Message => ({ kind: "text", text: words });

/** A card of the viewer's own, with the button to thank or to congratulate. */
const card: Compose = ({ person }, { award }, company) =>
  award && person ? { kind: "card", card: awardCard(award, person.id, company) } : undefined;

const isStanding = ({ award }: AwardFacts) => award.revokedAt === null;

const words: Record<string, Compose> = {
  badgeEarned: (_, { award }, company) =>
    award && {
      kind: "link",
      title: `★ 恭喜！你获得${awardName(award)}`,
      text: `${reachedText(award)}。`,
      url: pageUrl(company, "awards"),
      button: "看勋章",
    },
  badgeAnnounced: (_, { award }) =>
    award && announcement(award, "获得勋章", award.badge?.name ?? "达成之星", reachedText(award)),
  badgeRevoked: (_, { award }) =>
    award && text(`${whyTaken(award)}，${awardName(award)}一并收回。${afterwards(award)}`),
  badgeRevokedAnnounced: ({ notice }, { award, awards = [] }) =>
    award &&
    (awards.length > 1
      ? announceTaken(awards, Number(notice.data.count ?? awards.length))
      : announcement(award, "的勋章已收回", award.badge?.name ?? "达成之星", whyTaken(award))),
  praised: card,
  praiseAnnounced: (_, { award }) =>
    award &&
    announcement(
      award,
      "受到表扬",
      [award.giver && `来自 ${personName(award.giver)}`, award.award.value].filter(Boolean).join(" · "),
      award.award.reason ?? "",
    ),
  praiseRetracted: (_, { award }) => award && text(`${giverName(award)} 撤回了对你的表扬。有疑问可以直接问对方。`),
  praiseRetractedAnnounced: (_, { award }) => award && announcement(award, "收到的一条表扬已由表扬人撤回", "", ""),
  awardReceived: card,
  awardTold: card,
  awardAnnounced: (_, { award }) => award && announceAward(award),
  awardRetracted: (_, { award }) =>
    award && text(`${giverName(award)} 撤回了授予你的${awardName(award)}。有疑问可以直接问对方。`),
  awardRetractedAnnounced: (_, { award }) => award && announcement(award, "收到的一项认可已由授予人撤回", "", ""),
  awardThanked: ({ notice }, { award }) => award && thanked(award, notice.data.byId),
  awardCheered: (_, { award }) => {
    const people = award?.cheers?.congrats ?? [];
    return award && people.length > 0 ? text(`${some(people)}祝贺你获得${awardName(award)}！`) : undefined;
  },
  ruleAwarded: (_, { award }, company) =>
    award && {
      kind: "link",
      title: `★ 恭喜！你获得${awardName(award)}`,
      text: [award.award.reason, award.award.figure].filter(Boolean).join("\n"),
      url: pageUrl(company, "awards"),
      button: "看勋章",
    },
  ruleWaiting: ({ notice }, { by }) => {
    const { name, amountFen, personMonthCap, monthCap } = notice.data as Record<string, number> & { name: string };
    const yuan = (fen = 0) => formatAmount(fen * 100, "元");
    const most = yuan((amountFen ?? 0) * (monthCap ?? 0));
    return text(
      `${by ? personName(by) : "人事"} 提交了自动奖励“${name}”：每次红包 ${yuan(amountFen)}，每人每月最多 ${personMonthCap} 次，全公司每月最多 ${most}。同意后才会发放。`,
    );
  },
  ruleAnnounced: ({ notice }, { awards = [] }) => {
    const left = awards.filter(isStanding);
    return announceMany(left, Number(notice.data.count ?? awards.length) - (awards.length - left.length));
  },
};

/** What was taken back before it went out is not told any more. */
const unlessRevoked =
  (compose: Compose): Compose =>
  (delivery, facts, company) =>
    facts.award && !(facts.awards ?? [facts.award]).some(isStanding) ? undefined : compose(delivery, facts, company);

const ofTakingBack = /(Revoked|Retracted)/;

/** The words of every template about recognition. None names an amount, a pay or a score. */
export const awardNotices: Record<string, Compose> = Object.fromEntries(
  Object.entries(words).map(([name, compose]) => [name, ofTakingBack.test(name) ? compose : unlessRevoked(compose)]),
);

/** A report was taken back, or a figure that fed no key result was corrected. */
const whyTaken = ({ award, keyResult }: AwardFacts) =>
  !keyResult && award.figure
    ? `${award.figure} 已更正`
    : `${keyResult?.title ?? award.reason ?? ""} 的上报已撤回或更正`;

/** Money that went along stays, and is given once for ever. */
const afterwards = ({ award }: AwardFacts) =>
  award.packetId === null ? "重新达成会再发给你。" : "已发的红包不受影响。";

/** What several people of one team, or one by several rules, lost at one time, in one message. */
function announceTaken(awards: readonly AwardFacts[], count: number): Message {
  const names = [...new Set(awards.map(({ receiver }) => nameText(personName(receiver))))].join("、");
  const badges = [...new Set(awards.map(({ badge }) => badge?.name ?? "达成之星"))].join("、");
  const who = count > awards.length ? `${names} 等` : names;
  const lines = [`${who} 的勋章已收回`, `> ${escapeMarkdown(badges)}`, "> 数据已撤回或更正"];
  return { kind: "markdown", markdown: lines.join("\n") };
}

function announceAward(facts: AwardFacts): Message {
  const { award, giver } = facts;
  const from = [giver && `来自 ${personName(giver)}`, award.value].filter(Boolean).join(" · ");
  return announcement(facts, `获得${awardName(facts)}`, from, [award.reason, award.figure].filter(Boolean).join(" · "));
}

function thanked(facts: AwardFacts, byId: unknown): Message | undefined {
  const people = facts.cheers?.thanks ?? [];
  const who = byId === undefined ? people : people.filter(({ id }) => id === byId);
  return who.length > 0 ? text(`${some(who)}感谢你的${awardName(facts)}。`) : undefined;
}

/** '张三、李四 等 7 位同事'; one alone is named alone. */
function some(people: readonly Parameters<typeof personName>[0][]): string {
  const names = people.slice(0, 3).map(personName).join("、");
  return people.length > 3 ? `${names} 等 ${people.length} 位同事` : `${names} `;
}

/** What one rule gave in one team at one time, in one message. */
function announceMany(awards: readonly AwardFacts[], count: number): Message | undefined {
  const [first] = awards;
  if (!first) return undefined;
  if (count === 1) return announceAward(first);
  const names = awards.map(({ receiver }) => nameText(personName(receiver))).join("、");
  const who = count > awards.length ? `${names} 等 ${count} 位同事` : names;
  const lines = [
    `${who} 获得${escapeMarkdown(awardName(first))}`,
    first.award.reason && `> ${escapeMarkdown(first.award.reason)}`,
  ];
  return { kind: "markdown", markdown: lines.filter(Boolean).join("\n") };
}

const nameText = (name: string) => (holdsPersonId(name) ? escapeMarkdown(name) : `**${escapeMarkdown(name)}**`);

/** For the team's chat, in markdown: who, what for, and the figure behind it; never an amount of money. */
function announcement(facts: AwardFacts, what: string, detail: string, reason: string): Message {
  const lines = [
    `${nameText(receiverName(facts))} ${escapeMarkdown(what)}`,
    detail && `> ${escapeMarkdown(detail)}`,
    reason && `> ${escapeMarkdown(reason)}`,
  ];
  return { kind: "markdown", markdown: lines.filter(Boolean).join("\n") };
}
