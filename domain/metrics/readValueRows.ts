import { businessDayOf, isDay } from "../calendar";
import type { Work } from "../context";
import { toScaled } from "../goals/formatAmount";

/** A row of a file of values, as text. `row` counts from 1 with the heading. */
export interface ValueRow {
  row: number;
  day: string;
  value: string;
}

export interface ValueFault {
  row: number;
  column: "day" | "value";
  /** `notADay`, `future`, `twice`, `notANumber` */
  code: string;
  value: string;
}

/** Values by day, scaled by 10,000, and everything that cannot be taken. */
export function readValueRows(
  rows: readonly ValueRow[],
  { now, company }: Pick<Work, "now" | "company">,
): { values: Map<string, number>; faults: ValueFault[] } {
  const today = businessDayOf(now, company.zone);
  const values = new Map<string, number>();
  const faults: ValueFault[] = [];
  for (const { row, day: dayText, value: valueText } of rows) {
    const day = readDay(dayText);
    const value = readValue(valueText);
    const dayFault = day === undefined ? "notADay" : day > today ? "future" : values.has(day) ? "twice" : undefined;
    if (dayFault) faults.push({ row, column: "day", code: dayFault, value: dayText });
    if (value === undefined) faults.push({ row, column: "value", code: "notANumber", value: valueText });
    if (day !== undefined && value !== undefined && !dayFault) values.set(day, value);
  }
  return { values, faults };
}

/** 2026-05-01, 2026/5/1, 20260501 or 2026年5月1日 as a business day. */
export function readDay(text: string): string | undefined {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim());
  if (!match) return undefined;
  const [, year, month = match[4] ?? "", date = match[5] ?? ""] = match;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) ? day : undefined;
}

/** A plain decimal, exact to 4 places; grouping commas and a currency sign are allowed. */
export function readValue(text: string): number | undefined {
  const plain = text
    .normalize("NFKC")
    .trim()
    .replace(/^[¥￥]\s*/, "");
  const isGrouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const digits = (isGrouped ? plain.replaceAll(",", "") : plain).replace(/^\+/, "");
  return toScaled(digits.includes(".") ? digits.replace(/0+$/, "").replace(/\.$/, "") : digits);
}
