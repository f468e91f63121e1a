import type { Metric } from "../../entities";
import { addDays, type Day } from "../calendar";
import { Ratio } from "../goals/Ratio";

/** Days an effect may be measured over, on each side of the start. */
export const effectDays = { least: 1, most: 90 } as const;
/** How long after the last day figures may still come in before the effect is measured with what there is, in days. */
export const graceDays = 3;

/** Days from … to, both included. */
export interface Span {
  from: Day;
  to: Day;
}

/** The days before an idea was put to work, and as many from its first day on. */
export const spansOf = (startedOn: Day, days: number): { before: Span; after: Span } => ({
  before: { from: addDays(startedOn, -days), to: addDays(startedOn, -1) },
  after: { from: startedOn, to: addDays(startedOn, days - 1) },
});

/** Two decimals, in what values are scaled by. */
const step = 100;

/** Whether its average is so much a day (日均), as of sales: that of a rate is a rate. */
export const isPerDay = ({ accumulation, unit }: Pick<Metric, "accumulation" | "unit">): boolean =>
  accumulation === "sum" && unit !== "%";

export interface DayValue {
  day: Day;
  /** Scaled by 10,000. */
  value: number;
}

/**
 * The average of the days that have a figure, scaled by 10,000 and rounded once, to two decimals, ties away from zero: a
 * day without one is not a zero. Undefined where fewer than half of the days have one, which would say nothing.
 */
export function averageOf(values: readonly DayValue[], { from, to }: Span, days: number): number | undefined {
  const inside = values.filter(({ day }) => from <= day && day <= to);
  if (inside.length * 2 < days) return undefined;
  const sum = inside.reduce((total, { value }) => total + BigInt(value), 0n);
  return Number(Ratio.of(sum, inside.length * step).scaledTo(0)) * step;
}

export type Effect =
  /** Figures are still to come. */
  { kind: "waiting" } | { kind: "measured"; before: number; after: number } | { kind: "insufficient" };

/** What can be said on a day about the effect of an idea put to work on `startedOn`. */
export function effectOf(values: readonly DayValue[], startedOn: Day, days: number, today: Day): Effect {
  const { before, after } = spansOf(startedOn, days);
  if (today <= after.to) return { kind: "waiting" };
  const isComplete = new Set(values.map(({ day }) => day)).size === 2 * days;
  if (!isComplete && today <= addDays(after.to, graceDays)) return { kind: "waiting" };
  const averages = [averageOf(values, before, days), averageOf(values, after, days)] as const;
  const [was, is] = averages;
  return was === undefined || is === undefined
    ? { kind: "insufficient" }
    : { kind: "measured", before: was, after: is };
}
