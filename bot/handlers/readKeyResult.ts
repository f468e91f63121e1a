import { parseAmount } from "../../domain/goals/parseAmount";
import type { ProposedKeyResult } from "../../domain/goals/proposeGoal";

export type KeyResultReading = { kind: "read"; keyResult: ProposedKeyResult } | { kind: "refused"; advice: string };

const refused = (advice: string): KeyResultReading => ({ kind: "refused", advice });

/** `差评率 从3%降到1%`, `GMV 做到 100万`, `转化率 3%→3.5%`, `完成：会员改版上线`. */
const number = String.raw`[¥￥]?[\d０-９][\d０-９,，.．]*\s*(?:百万|千万|[百千万亿kwKW])?\s*(?:%|％|元|件|单|人|个|家|次|分|秒|天|小时|块)?`;
const verb = `(?:提升到|提高到|增长到|增加到|下降到|降低到|降到|做到|达到|拓展到|拓展|到|至|→|->|>=|≥|<=|≤|:|：|=)`;
const pattern = new RegExp(String.raw`^(.+?)\s*(?:从\s*(${number})\s*)?${verb}?\s*(${number})$`);
const binary = /^(?:完成|做完|上线)\s*[:：]\s*(.+)$/;

/** What gathers day by day is a sum; rates, scores and times are levels. */
const levelUnits = new Set(["%", "分", "秒", "天", "小时"]);

/** Reads one key result as people write it, or says what is missing (SMART: a number, S101, S163). */
export function readKeyResult(text: string): KeyResultReading {
  const done = binary.exec(text.trim());
  if (done?.[1])
    return { kind: "read", keyResult: { title: done[1].slice(0, 120), kind: "binary", target: 10_000, unit: "" } };
  const match = pattern.exec(text.trim());
  if (!match)
    return refused("还缺一个数字：要做到多少？例如：GMV 做到 100万。只有做没做完的，请写：完成：会员改版上线。");
  const [, title = "", from, to = ""] = match;
  const target = parseAmount(to);
  const start = from === undefined ? undefined : parseAmount(from);
  if (target.kind === "refused" || start?.kind === "refused")
    return refused("数字没看懂，请换一种写法，例如：52000 或 5.2万。");
  if (title.length > 120) return refused("关键结果的名称太长，请写在 120 个字以内。");
  const unit = target.unit || start?.unit || "";
  const isLevel = start !== undefined || levelUnits.has(unit);
  const begin = start?.scaled ?? 0;
  if (begin === target.scaled) return refused("起点和目标一样，请写一个不同的目标。");
  return {
    kind: "read",
    keyResult: {
      title: title.replace(/[，,。\s]+$/, ""),
      kind: target.scaled > begin ? "increase" : "decrease",
      accumulation: isLevel ? "last" : "sum",
      start: begin,
      target: target.scaled,
      unit,
    },
  };
}
