import type { Day } from "../domain/calendar";
import type { Delivery } from "../domain/context";
import type { TodayKeyResult } from "../domain/goals/findToday";
import { formatAmount } from "../domain/goals/formatAmount";
import type { KeyResultRow } from "../domain/goals/KeyResultRow";
import type { NoticeFacts } from "../domain/notices/findNoticeFacts";
import { awardNotices } from "./cards/awardNotices";
import { dayText } from "./cards/dayText";
import { deputyEndedText, deputyName, deputyNamedText } from "./cards/deputyText";
import { electionCard } from "./cards/electionCard";
import { electionNotices } from "./cards/electionNotices";
import { aimOf, differenceText, needText, percentText, titled, valueText } from "./cards/figureText";
import { goalCard } from "./cards/goalCard";
import { ideaNotices } from "./cards/ideaNotices";
import { noticeLink } from "./cards/noticeLink";
import { packetNotices } from "./cards/packetNotices";
import { pageUrl } from "./cards/pageUrl";
import { reportedText } from "./cards/reportedText";
import { ruleNotices } from "./cards/ruleNotices";
import { statusText } from "./cards/statusText";
import type { Card, Message } from "./Message";
import { personName } from "./personName";
import { wordsFor } from "./say";

type Compose = (delivery: Delivery, facts: NoticeFacts, company: { publicUrl: string }) => Message | undefined;

const text = (words: string): Message => ({ kind: "text", text: words });

/** The words of every template. Undefined when what it spoke of is gone. */
const templates: Record<string, Compose> = {
  message: ({ notice }) => notice.data.message as Message,
  welcome: () => text(wordsFor("welcome")),
  goalSubmitted: goalForPerson,
  /** The card a press asked for, or the one somebody was sent as its goal or election is now. */
  cardUpdated: (delivery, facts, company) => {
    if (delivery.notice.data.card) return { kind: "card", card: delivery.notice.data.card as Card };
    const { person, notice } = delivery;
    if (notice.data.isElection === true && facts.election && person)
      return { kind: "card", card: electionCard(facts.election, person.id, company) };
    return goalForPerson(delivery, facts, company);
  },
  goalApproved: (_, { goal, ...facts }) => {
    const deputy = deputyName(facts);
    const what = goal && (deputy ? `${deputy}通过了《${goal.objective.title}》` : `《${goal.objective.title}》已通过`);
    return what === undefined ? undefined : text(`${what}，可以开始了。发“今日”看今天要做多少。`);
  },
  goalReturned: (_, { goal, ...facts }) => {
    const deputy = deputyName(facts);
    const what = goal && (deputy ? `${deputy}退回了《${goal.objective.title}》` : `《${goal.objective.title}》被退回`);
    return what === undefined
      ? undefined
      : text(`${what}。理由：${facts.reason ?? "未填写"}\n发“新目标”接着改，改好再提交。`);
  },
  deputyNamed: ({ notice }, facts) => text(deputyNamedText(notice, facts)),
  deputyEnded: ({ notice }, facts) => text(deputyEndedText(notice, facts)),
  goalApprovalUndone: (_, { goal }) => goal && text(`《${goal.objective.title}》的批准已撤销，重新回到待审批。`),
  problemRaised: (_, { goal, comment }) =>
    goal &&
    comment &&
    text(
      `${personName(comment.author)} 的《${goal.objective.title}》遇到问题：${comment.text}\n发“回复 @${personName(comment.author)} 内容”，或打开目标回复。`,
    ),
  problemAnswered: (_, { goal, comment }) =>
    goal && comment && text(`${personName(comment.author)} 回复了《${goal.objective.title}》的求助：${comment.text}`),
  reportedForYou: ({ notice }, { by }) => {
    const { title, unit, current } = notice.data as { title: string; unit: string; current: number };
    const words = wordsFor("checkIn.reportedForYou", { name: by ? personName(by) : "上级" });
    return text(`${words}\n${title}：现在 ${formatAmount(current, unit)}`);
  },
  reportObjected: ({ notice }, { by }) => {
    const objected = notice.data as Parameters<typeof reportedText>[0] & { businessDay: Day };
    const [name, day] = [by ? personName(by) : "本人", dayText(objected.businessDay)];
    return text(wordsFor("checkIn.objected", { name, day, what: reportedText(objected) }));
  },
  nudge: (_, { day }, company) => (day?.focus ? nudge(day.day, day.focus, company) : undefined),
  eveningReminder: (_, { day }) => {
    const open =
      day?.keyResults.filter((one) => !one.isReportedToday && one.status !== "reached" && !one.row.metricId) ?? [];
    if (open.length === 0) return undefined;
    const [first] = open;
    return text(`今天的进度还没报：${titles(open)}。\n直接发“进度 ${first!.row.title} 数字”就好。`);
  },
  lagAlert: ({ person }, { lag }) => {
    if (!lag) return undefined;
    const whose = person?.id === lag.owner.id ? "" : `${personName(lag.owner)} 的`;
    const { row, figures } = lag;
    return text(
      `${statusText.offTrack}：${whose}${keyResultText(row)} 应达 ${percentText(figures.pace)}，实际 ${percentText(figures.attainment)}。\n${needText(row, figures)}。`,
    );
  },
  lagRecovered: ({ person }, { lag }) => {
    if (!lag) return undefined;
    const whose = person?.id === lag.owner.id ? "" : `${personName(lag.owner)} 的`;
    return text(
      `${statusText[lag.figures.status]}：${whose}${keyResultText(lag.row)} 已经跟上，现在 ${percentText(lag.figures.attainment)}。`,
    );
  },
  ...awardNotices,
  ...ruleNotices,
  ...electionNotices,
  ...ideaNotices,
  ...packetNotices,
  peopleSyncRefused: ({ notice }) =>
    text(
      `通讯录同步已暂停：这次会停用 ${String(notice.data.leaving ?? "")} 人。请核对后在服务器执行 people sync --confirm。`,
    ),
};

function goalForPerson(
  { person, notice }: Delivery,
  { goal, onBehalfOf }: NoticeFacts,
  company: { publicUrl: string },
) {
  if (!goal || !person) return undefined;
  const card = goalCard(goal, { id: person.id, roles: [] }, { company, now: notice.asOf, onBehalfOf });
  return { kind: "card" as const, card };
}

/** Turns a notice and its facts into what is said; undefined when there is nothing left to say. */
export function composeNotice(delivery: Delivery, publicUrl: string): Message | undefined {
  const facts = (delivery.facts ?? {}) as NoticeFacts;
  const message = templates[delivery.notice.template]?.(delivery, facts, { publicUrl });
  if (message?.kind !== "text" || message.link) return message;
  const link = noticeLink(delivery, facts, { publicUrl });
  return { ...message, ...(link && { link }) };
}

/** Every template that has words, for the test that no verb owes another. */
export const templateNames = Object.keys(templates);

/** With the goal it is of, as goals share the titles of their key results: '《成为区域第一》的 GMV'. */
const keyResultText = ({ objectiveTitle, title }: KeyResultRow) => `《${objectiveTitle}》的 ${title}`;

/** The first few by name: the whole list is a tap away. */
function titles(keyResults: readonly TodayKeyResult[]): string {
  const most = 5;
  const named = keyResults.slice(0, most).map(({ row }) => row.title);
  return named.join("、") + (keyResults.length > most ? ` 等 ${keyResults.length} 项` : "");
}

/** The day is said too: what is told apart by nothing is taken by WeCom for the same message twice. */
function nudge(day: Day, focus: TodayKeyResult, company: { publicUrl: string }): Message {
  const { row, yesterdayValue, pace, attainment } = focus;
  return {
    kind: "card",
    card: {
      title: `${row.title} ${statusText[focus.status]}`,
      description: `${day} · ${row.objectiveTitle}`,
      ...nudgeFigure(focus),
      rows: [
        { label: "昨天", value: yesterdayValue === null ? "未上报" : formatAmount(yesterdayValue, row.unit) },
        { label: "进度", value: `${attainment ? percentText(attainment) : "还没上报"}（应达 ${percentText(pace)}）` },
        { label: "上报", value: titled(`回复：进度 ${row.title}`, "数字") },
      ],
      url: pageUrl(company, "today"),
    },
  };
}

/** What is to be done today, or how far a level is from its target. */
function nudgeFigure({ row, need, value }: TodayKeyResult): { emphasis: Card["emphasis"]; subtitle: string } {
  const left = need.kind === "left" ? need : { gap: 0, perDay: 0 };
  if (row.kind === "binary")
    return {
      emphasis: { value: valueText(row, value), label: "到期前做完就达成" },
      subtitle: needText(row, { need, value }),
    };
  const subtitle = `${needText(row, { need, value })}。`;
  if (row.accumulation === "sum")
    return { emphasis: { value: formatAmount(aimOf(left.perDay), row.unit), label: "今天要做" }, subtitle };
  return {
    emphasis: { value: differenceText(left.gap, row.unit), label: "还差" },
    subtitle: value === null ? subtitle : `现在 ${valueText(row, value)}，目标 ${formatAmount(row.target, row.unit)}。`,
  };
}
