import type { Delivery } from "../../domain/context";
import type { NoticeFacts } from "../../domain/notices/findNoticeFacts";
import { escapeMarkdown } from "../escape";
import type { Message } from "../Message";
import { holdsPersonId, personName } from "../personName";
import { dayText } from "./dayText";
import { effectText, fromToText } from "./effectText";
import { ideaCard } from "./ideaCard";
import { ideaTitle } from "./ideaText";

type Compose = (delivery: Delivery, facts: NoticeFacts, company: { publicUrl: string }) => Message | undefined;

const text = (words: string): Message => ({ kind: "text", text: words });

/** What is said about ideas. */
export const ideaNotices: Record<string, Compose> = {
  ideaSent: ({ person, notice }, { idea }, company) =>
    // Taken back or decided on before it went out: there is nothing to ask.
    idea && person && idea.idea.state === "open"
      ? { kind: "card", card: ideaCard(idea, { id: person.id, roles: [] }, { company, now: notice.asOf }) }
      : undefined,
  ideaAccepted: (_, { idea }) =>
    idea?.idea.state === "accepted" && idea.decidedBy
      ? text(`你的建议${ideaTitle(idea)}被 ${personName(idea.decidedBy)} 采纳了，谢谢你！`)
      : undefined,
  ideaReturned: (_, { idea }) =>
    idea?.idea.state === "returned" && idea.decidedBy
      ? text(`你的建议${ideaTitle(idea)}被 ${personName(idea.decidedBy)} 退回。理由：${idea.idea.note ?? "未填写"}`)
      : undefined,
  ideaUndone: ({ notice }, { idea }) =>
    idea &&
    text(
      `你的建议${ideaTitle(idea)}的${notice.data.wasAccepted ? "采纳" : "退回"}已撤销，重新等回复，有结果会通知你。`,
    ),
  ideaAnnounced: (_, { idea }) => {
    // Taken back before it was said: there is nothing to say.
    if (idea?.idea.state !== "accepted") return undefined;
    const name = personName(idea.author);
    const who = holdsPersonId(name) ? escapeMarkdown(name) : `**${escapeMarkdown(name)}**`;
    return { kind: "markdown", markdown: `${who} 的建议被采纳\n> ${escapeMarkdown(idea.idea.text)}` };
  },
  ideaUndoneAnnounced: (_, { idea }) =>
    idea && idea.idea.state !== "accepted"
      ? {
          kind: "markdown",
          markdown: `${escapeMarkdown(personName(idea.author))} 的一条建议的采纳已由采纳人撤销，还在商量`,
        }
      : undefined,
  ideaMeasured: ({ person }, { idea }) => {
    if (!idea?.metric || idea.idea.measuredAt === null) return undefined;
    const whose = person?.id === idea.author.id ? "你" : `${personName(idea.author)} `;
    const effect = effectText(idea);
    const { startedOn, effectDays } = idea.idea;
    const since = `${dayText(startedOn ?? "")}起，前后各 ${effectDays} 天`;
    return text(
      effect
        ? `${whose}的建议${ideaTitle(idea)}的效果：${effect}（${fromToText(idea)}，${since}）。`
        : `${whose}的建议${ideaTitle(idea)}还算不出效果：${idea.metric.name} 的数据不够（${since}）。补齐数据后可以重新设定。`,
    );
  },
};
