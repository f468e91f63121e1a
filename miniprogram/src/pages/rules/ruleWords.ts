import { amountText } from "../../lib/format";
import type { Rule } from "../../lib/wire";
import { yuanText } from "../../lib/yuan";

/** How a rule stands, in a word. */
export const stateWords: Record<Rule["state"], { text: string; tone: "mute" | "good" | "warn" }> = {
  draft: { text: "○ 草稿", tone: "mute" },
  waiting: { text: "▲ 待审批", tone: "warn" },
  active: { text: "● 运行中", tone: "good" },
  paused: { text: "■ 已暂停", tone: "mute" },
};

/** What a rule's sentence is made of. */
export type Spoken = Pick<
  Rule,
  | "kind"
  | "metric"
  | "days"
  | "least"
  | "objective"
  | "department"
  | "badge"
  | "amountFen"
  | "coolDownDays"
  | "personMonthCap"
  | "monthCap"
>;

/** The whole rule in a sentence: who gets what, and how often at most. */
export const ruleSentence = (rule: Spoken): string =>
  `${rule.department ? `${rule.department.name}里，` : ""}${whoText(rule)}，得${rule.badge ? "" : " "}${giftText(rule)}；${capText(rule)}。`;

function whoText(rule: Spoken): string {
  const { kind, metric, days, objective } = rule;
  const name = metric?.name ?? "";
  if (kind === "keyResultReached") return metric ? `“${name}”的关键结果达成的人` : "任何一项关键结果达成的人";
  if (kind === "recordDay")
    return `一天的${name}比自己前 ${days} 天都${metric?.direction === "lower" ? "低" : "高"}的人`;
  if (kind === "streak") return `连续 ${days} 天 ${levelText(rule)} 的人`;
  if (kind === "firstTimeRight") return `一周里每天 ${levelText(rule)}（至少 ${days} 天有数据）的人`;
  if (kind === "campaignGoal")
    return `公司目标${objective ? `“${objective.title}”` : ""}全部达成时，负责和一起出力的人`;
  return "建议被采纳的人";
}

const levelText = ({ metric, least }: Spoken) =>
  `${metric?.name ?? ""} ${metric?.direction === "lower" ? "≤" : "≥"} ${amountText(least ?? "0", metric?.unit)}`;

/** '“稳如磐石”勋章和 20 元红包' */
export function giftText({ badge, amountFen }: Pick<Spoken, "badge" | "amountFen">): string {
  const badgeText = badge ? `“${badge.name}”勋章` : "";
  return [badgeText, amountFen > 0 ? `${yuanText(amountFen)}红包` : ""].filter((part) => part !== "").join("和 ");
}

function capText({ personMonthCap, monthCap, coolDownDays }: Spoken): string {
  const apart = coolDownDays > 0 ? `，两次至少隔 ${coolDownDays} 天` : "";
  return `每人每月最多 ${personMonthCap} 次，所有人加起来每月最多 ${monthCap} 次${apart}`;
}
