import { addDays, type Day, daysBetween } from "../calendar";
import type { Schedule } from "../shift";
import { attainmentOf, paceAtEndOf } from "./figuresOf";
import type { KeyResultRow } from "./KeyResultRow";
import type { Ratio } from "./Ratio";

/** Where a key result stood when a day ended, beside where it should have stood. */
export interface TrendPoint {
  day: Day;
  /** Undefined before the first report and for days to come. */
  attainment: Ratio | undefined;
  pace: Ratio;
}

/** As many as a phone's width can show. */
export const mostPoints = 62;

/** The value at the end of the days on which it was reported, in their order. */
type DayValues = readonly { day: Day; value: number }[];

/** The line of a key result from the first day of its cycle to the last. */
export function trendOf(
  row: KeyResultRow,
  values: DayValues,
  { today, schedule }: { today: Day; schedule: Schedule },
): TrendPoint[] {
  let known = 0;
  return pointDays(row, today).map((day) => {
    while (known < values.length && values[known]!.day <= day) known++;
    const value = day > today ? null : (values[known - 1]?.value ?? null);
    return { day, attainment: attainmentOf(row, value), pace: paceAtEndOf(row, day, schedule) };
  });
}

/** Every day of a cycle of up to 62; of a longer one evenly spaced days with its first, its last and today. */
export function pointDays({ startsOn, endsOn }: Pick<KeyResultRow, "startsOn" | "endsOn">, today: Day): Day[] {
  const last = daysBetween(startsOn, endsOn);
  if (last < mostPoints) return Array.from({ length: last + 1 }, (_, index) => addDays(startsOn, index));
  // One less, so that today has a place.
  const gaps = mostPoints - 2;
  const offsets = new Set(Array.from({ length: gaps + 1 }, (_, index) => Math.round((index * last) / gaps)));
  const now = daysBetween(startsOn, today);
  if (now >= 0 && now <= last) offsets.add(now);
  return [...offsets].sort((a, b) => a - b).map((offset) => addDays(startsOn, offset));
}
