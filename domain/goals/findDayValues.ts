import type { EntityManager } from "typeorm";
import { addDays, type Day } from "../calendar";
import type { KeyResultRow } from "./KeyResultRow";

/** Where a key result stood when an earlier day ended; null without a report by then. */
export interface DayValues {
  /** At the end of yesterday. */
  yesterday: number | null;
  /** At the end of the day before yesterday. */
  dayBefore: number | null;
}

/** The values of key results at the end of the last two days, in one statement. */
export async function findDayValues(
  db: EntityManager,
  rows: readonly KeyResultRow[],
  today: Day,
): Promise<Map<string, DayValues>> {
  const yesterday = addDays(today, -1);
  const values = new Map<string, DayValues>(
    rows.map(({ id, current }) => [id, { yesterday: current, dayBefore: current }]),
  );
  // Whoever has not reported since the day before yesterday stands where they stood.
  const moved = rows.filter(({ reportedOn }) => reportedOn !== null && reportedOn >= yesterday).map(({ id }) => id);
  if (moved.length === 0) return values;
  const found: ({ id: string } & DayValues)[] = await db.query(
    `SELECT k.id,
       (SELECT d.value FROM key_result_days d WHERE d.keyResultId = k.id AND d.day <= ? ORDER BY d.day DESC LIMIT 1) AS yesterday,
       (SELECT d.value FROM key_result_days d WHERE d.keyResultId = k.id AND d.day < ? ORDER BY d.day DESC LIMIT 1) AS dayBefore
       FROM key_results k WHERE k.id IN (${moved.map(() => "?").join(",")})`,
    [yesterday, yesterday, ...moved],
  );
  for (const { id, ...days } of found) values.set(id, days);
  return values;
}

/** What one day added to a sum. */
export const addedBetween = (before: number | null, after: number | null): number => (after ?? 0) - (before ?? 0);
