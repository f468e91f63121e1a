import { addDecimals } from "./addDecimals";
import { amountText, exactPercent } from "./format";
import type { KeyResult } from "./wire";

type Shown = Pick<KeyResult, "kind" | "unit" | "start" | "target" | "value" | "gap" | "perDay" | "status">;

const isZero = (decimal: string) => !/[1-9]/.test(decimal);
const negated = (decimal: string) => (decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`);

/** What lies between two values: between two rates it is points, not per cent. */
export const differenceText = (decimal: string, unit: string) =>
  unit === "%" ? `${amountText(decimal)} 个百分点` : amountText(decimal, unit);

/** '目标 100 万元', '18% → 25%', '完成'. */
export function targetText({ kind, start, target, unit }: Shown): string {
  if (kind === "binary") return "完成";
  return isZero(start) ? amountText(target, unit) : `${amountText(start, unit)} → ${amountText(target, unit)}`;
}

export function valueText({ kind, unit, value }: Shown): string {
  if (value === null) return "还没上报";
  if (kind === "binary") return isZero(value) ? "未完成" : "已完成";
  return amountText(value, unit);
}

/** '还差 9.5 万元', '已达成，超 200 单'. */
export function gapText(keyResult: Shown): string {
  const { kind, unit, target, value, gap, status } = keyResult;
  if (kind === "binary") return value !== null && !isZero(value) ? "已完成" : "还没完成";
  if (status === "reached" || (value !== null && isZero(gap))) {
    const beyond = addDecimals(value ?? target, negated(target)).replace("-", "");
    return isZero(beyond) ? "已达成" : `已达成，超 ${differenceText(beyond, unit)}`;
  }
  return `还差 ${differenceText(gap, unit)}`;
}

/** The gap, and what each working day that is left has to bring: '还差 9.5 万元，每个工作日 5,000 元就跟上'. */
export function needText(keyResult: Shown, when = "每个工作日"): string {
  const { kind, start, unit, perDay, gap } = keyResult;
  const said = gapText(keyResult);
  // A level such as a conversion rate is held, not gathered day by day.
  if (kind === "binary" || !isZero(start) || isZero(perDay) || perDay === gap) return said;
  return `${said}，${when} ${differenceText(perDay, unit)}就跟上`;
}

/** How far it is beside how far it should be: '完成 52%，应达 50%'. */
export function standText({ attainment, pace }: Pick<KeyResult, "attainment" | "pace">): string {
  return `${attainment === null ? "还没上报" : `完成 ${exactPercent(attainment)}`}，应达 ${exactPercent(pace)}`;
}
