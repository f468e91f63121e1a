import type { Delivery } from "../../domain/context";
import { electionTitle } from "../../domain/elections/electionTitle";
import type { ElectionFacts } from "../../domain/elections/findElectionFacts";
import { nominationsEach } from "../../domain/elections/nominate";
import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import { escapeMarkdown } from "../escape";
import type { Message } from "../Message";
import { personName } from "../personName";
import { dayText } from "./dayText";
import { electionCard, scopeText } from "./electionCard";
import { pageUrl } from "./pageUrl";

type Compose = (delivery: Delivery, facts: NoticeFacts, company: { publicUrl: string }) => Message | undefined;

const text = (words: string): Message => ({ kind: "text", text: words });

const titleOf = (facts: ElectionFacts) => `${electionTitle(facts.election)}（${scopeText(facts)}）`;

const openText = (facts: ElectionFacts) =>
  `${titleOf(facts)}开始提名，选出 ${facts.election.seats} 人。给达标发“提名 @名字 理由”，每人最多提 ${nominationsEach} 位，到 ${dayText(facts.nominateUntil)} 为止。`;

/** Of one that was called off before this went out nothing is said any more. */
const unlessCancelled =
  (compose: Compose): Compose =>
  (delivery, facts, company) =>
    facts.election?.phase === "cancelled" ? undefined : compose(delivery, facts, company);

const ofRunning: Record<string, Compose> = {
  electionOpened: (_, { election }) => election && text(openText(election)),
  electionAnnounced: (_, { election }) =>
    election && { kind: "markdown", markdown: escapeMarkdown(openText(election)) },
  electionNominated: (_, { election }) =>
    election && text(`★ 有同事提名你参加${titleOf(election)}，${dayText(election.nominateUntil)}之后开始投票。`),
  electionNominationWithdrawn: ({ person }, { election }) => {
    if (!election) return undefined;
    const isStill = election.nominees.some((one) => one.person.id === person?.id);
    return text(
      `有同事撤回了对你的提名（${titleOf(election)}）${isStill ? "，还有别的同事提名你，你仍在候选人里" : ""}。`,
    );
  },
  electionVoting: ({ person }, { election }, company) =>
    election && person ? { kind: "card", card: electionCard(election, person.id, company) } : undefined,
  electionResult: (_, { election }) => {
    const winners = election?.nominees.filter(({ isElected }) => isElected) ?? [];
    if (!election || winners.length === 0) return undefined;
    const lines = winners.map(({ person, votes }) => `> ${escapeMarkdown(personName(person))} ${votes} 票`);
    return { kind: "markdown", markdown: [`${escapeMarkdown(titleOf(election))}揭晓，祝贺：`, ...lines].join("\n") };
  },
  electionWon: ({ person }, { election }, company) => {
    const own = election?.nominees.find((one) => one.person.id === person?.id);
    return (
      election &&
      own && {
        kind: "link",
        title: `★ 恭喜！你当选${electionTitle(election.election)}`,
        text: `得 ${own.votes} 票，荣誉证书已放进荣誉墙。`,
        url: pageUrl(company, "awards"),
        button: "看荣誉",
      }
    );
  },
  electionEnded: (_, { election }) => {
    if (!election) return undefined;
    const winners = election.nominees.filter(({ isElected }) => isElected);
    const names = winners.map(({ person, votes }) => `${personName(person)}（${votes} 票）`).join("、");
    return text(`${titleOf(election)}评选已结束：${names ? `当选 ${names}` : "没有人得票，这次没有选出"}。`);
  },
};

/** What is said about elections. */
export const electionNotices: Record<string, Compose> = {
  ...Object.fromEntries(Object.entries(ofRunning).map(([template, compose]) => [template, unlessCancelled(compose)])),
  electionCancelled: (_, { election }) =>
    election && text(`${titleOf(election)}评选已取消，提名和投票都不再算数。再次发起时会通知你。`),
  electionCancelledAnnounced: (_, { election }) =>
    election && {
      kind: "markdown",
      markdown: `${escapeMarkdown(titleOf(election))}评选已取消，提名和投票都不再算数。再次发起时会通知大家。`,
    },
};
