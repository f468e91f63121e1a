import { amountParts, amountText } from "../../lib/format";
import { gapText, needText, targetText, valueText } from "../../lib/keyResultText";
import type { Today, TodayKeyResult } from "../../lib/wire";

/** The one number of the day, and what it means. */
export interface DayHero {
  caption: string;
  number: string;
  unit: string;
  line: string;
}

/** What today asks of the key result furthest behind. */
export function heroOf(today: Pick<Today, "isWorkDay">, keyResult: TodayKeyResult): DayHero {
  const { kind, accumulation, unit, perDay, gap, value, status, isReportedToday } = keyResult;
  const figure = (caption: string, decimal: string, line: string): DayHero => {
    const parts = amountParts(decimal, unit === "%" ? "个百分点" : unit);
    return { caption, number: parts.number, unit: parts.unit, line };
  };
  const period = `已完成 ${valueText(keyResult)} · ${needText(keyResult)}`;
  if (status === "reached")
    return { caption: "这一项", number: "已达成", unit: "", line: `${valueText(keyResult)} · ${gapText(keyResult)}` };
  if (kind === "binary") return { caption: "这一项", number: valueText(keyResult), unit: "", line: gapText(keyResult) };
  if (accumulation === "last") {
    const now = value === null ? "还没上报" : `现在 ${valueText(keyResult)}`;
    return figure("还差", gap, `${now} · 目标 ${targetText(keyResult)}`);
  }
  const done = amountText(keyResult.today ?? "0", unit);
  if (isReportedToday) return figure("今天已完成", keyResult.today ?? "0", needText(keyResult));
  if (!today.isWorkDay) return figure("休息日 · 本期还差", gap, period);
  return figure("今天还差", perDay, `今天已完成 ${done} · 本期${gapText(keyResult)}`);
}
