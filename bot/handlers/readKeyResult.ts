import { parseAmount } from "../../domain/goals/parseAmount";
import type { ProposedKeyResult } from "../../domain/goals/proposeGoal";

export type KeyResultReading = { kind: "read"; keyResult: ProposedKeyResult } | { kind: "refused"; advice: string };

const refused = (advice: string): KeyResultReading => ({ kind: "refused", advice });

/** `差评率 从3%降到1%`, `GMV 做到 100万`, `转化率 3%→3.5%`, `完成：会员改版上线`. */
const number = String.raw`[¥￥]?[\d０-９][\d０-９,，.．]*\s?(?:百万|千万|[百千万亿kwKW])?\s?(?:%|％|元|件|单|人|个|家|次|分|秒|天|小时|块)?`;
const down = "下降到|降低到|降到|减少到|压到|<=|≤";
const up = "提升到|提高到|增长到|增加到|拓展到|>=|≥";
const verb = `(?:${down}|${up}|做到|达到|拓展|到|至|→|->|:|：|=)`;
/** The start, after 从, or before a word or an arrow that leads from it. */
const begin = String.raw`(?:\s?从\s?(${number})|\s(${number})(?=\s?(?:${down}|${up}|到|至|→|->)))`;
const pattern = new RegExp(String.raw`^(.+?)${begin}?\s?(${verb}?)\s?(${number})$`);
const binary = /^(?:完成|做完|上线)\s?[:：]\s?(.+)$/;
const date = /\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?$/;

/** What gathers day by day is a sum; rates, scores and times are levels. */
const levelUnits = new Set(["%", "分", "秒", "天", "小时"]);

const longestTitle = 120;
const tooLong = `关键结果的名称太长，请写在 ${longestTitle} 个字以内。`;
const noNumber = "还缺一个数字：要做到多少？例如：老客订单 做到 300单。只有做没做完的，请写：完成：会员改版上线。";
const noName = "还缺指标的名字，例如：老客订单 做到 300单。";
const unreadable = "数字没看懂，请换一种写法，例如：52000 或 5.2万。";

/** Reads one key result as people write it, or says what is missing (SMART: a number, S101, S163). */
export function readKeyResult(line: string): KeyResultReading {
  const text = line.replace(/\s+/g, " ").trim();
  const done = binary.exec(text)?.[1];
  if (done !== undefined) return readBinary(done);
  if (date.test(text.normalize("NFKC"))) return refused(`这像是一个日期。${noNumber}`);
  const match = pattern.exec(text);
  if (!match) return refused(noNumber);
  const [, given = "", from, plainFrom, how = "", to = ""] = match;
  const title = given.replace(/[，,。 ]+$/, "");
  if (!/\p{L}/u.test(title)) return refused(noName);
  // `做到 -5万` and `1e30` would leave their sign or their power in the title.
  if (/[-−－]$/.test(title)) return refused("目标不能是负数，请换一种说法，例如：亏损 从8万降到5万。");
  if (/[\d０-９][eE]\+?$/.test(title)) return refused(unreadable);
  if (title.length > longestTitle) return refused(tooLong);
  return readChange(title, { from: from ?? plainFrom, how, to });
}

const readBinary = (title: string): KeyResultReading =>
  title.length > longestTitle
    ? refused(tooLong)
    : { kind: "read", keyResult: { title, kind: "binary", target: 10_000, unit: "" } };

function readChange(title: string, { from, how, to }: { from?: string; how: string; to: string }): KeyResultReading {
  const target = parseAmount(to);
  const start = from === undefined ? undefined : parseAmount(from);
  if (target.kind === "refused" || start?.kind === "refused") return refused(unreadable);
  const isDown = down.split("|").includes(how);
  if (isDown && !start) return refused(`从多少降到 ${to}？请写清起点，例如：差评率 从3%降到1%。`);
  const unit = target.unit || start?.unit || "";
  const begin = start?.scaled ?? 0;
  if (begin === target.scaled) return refused("起点和目标一样，请写一个不同的目标。");
  const kind = target.scaled > begin ? "increase" : "decrease";
  if ((isDown && kind === "increase") || (up.split("|").includes(how) && kind === "decrease"))
    return refused("方向和数字对不上：往上做的目标要比起点大，往下降的要比起点小。");
  const isLevel = start !== undefined || levelUnits.has(unit);
  return {
    kind: "read",
    keyResult: { title, kind, accumulation: isLevel ? "last" : "sum", start: begin, target: target.scaled, unit },
  };
}
