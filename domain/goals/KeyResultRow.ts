import type { Accumulation, KeyResultKind } from "../../entities";
import { instantOf } from "../../entities/sqlInstant";
import { addDays, businessDayOf, type Day } from "../calendar";
import type { Work } from "../context";

/** A key result with what its figures are worked out from. Values are scaled by 10,000. */
export interface KeyResultRow {
  id: string;
  objectiveId: string;
  objectiveTitle: string;
  ownerId: string;
  title: string;
  kind: KeyResultKind;
  accumulation: Accumulation;
  unit: string;
  start: number;
  target: number;
  weight: number;
  current: number | null;
  reportedOn: Day | null;
  isReached: boolean;
  dueOn: Day | null;
  metricId: string | null;
  accrues: "every-day" | "work-day";
  startsOn: Day;
  endsOn: Day;
  /** Business day from which silence is counted before the first report. */
  activeOn: Day;
}

const columns = `k.id, k.objectiveId, o.title AS objectiveTitle, o.ownerId, k.title, k.kind, k.accumulation, k.unit,
  k.start, k.target, k.weight, k.current, k.reportedOn, k.reachedAt IS NOT NULL AS isReached, k.dueOn, k.metricId,
  COALESCE(m.accrues, 'every-day') AS accrues, c.startsOn, c.endsOn, o.approvedAt AS activeOn`;

type Reader = Pick<Work, "db" | "company">;

/** Where a key result stood when an earlier day ended; null without a report by then. */
export interface DayValues {
  /** At the end of yesterday. */
  yesterday: number | null;
  /** At the end of the day before yesterday. */
  dayBefore: number | null;
}

// Whoever has not reported since that day stands where they stood.
const valueAtEndOf = `CASE WHEN k.reportedOn > ? THEN
  (SELECT d.value FROM key_result_days d WHERE d.keyResultId = k.id AND d.day <= ? ORDER BY d.day DESC LIMIT 1)
  ELSE k.current END`;

/**
 * Key results of active goals in the cycles running on `today`, in one statement. `where` may name o (objective),
 * k (key result) and c (cycle).
 */
export const findKeyResultRows = (
  reader: Reader,
  today: Day,
  where: string,
  parameters: readonly unknown[] = [],
): Promise<KeyResultRow[]> => select(reader, columns, where, [today, today, ...parameters]);

/** The same, with the values at the end of the two days before `today`. */
export function findKeyResultDays(
  reader: Reader,
  today: Day,
  where: string,
  parameters: readonly unknown[] = [],
): Promise<(KeyResultRow & DayValues)[]> {
  const [yesterday, dayBefore] = [addDays(today, -1), addDays(today, -2)];
  return select(reader, `${columns}, ${valueAtEndOf} AS yesterday, ${valueAtEndOf} AS dayBefore`, where, [
    yesterday,
    yesterday,
    dayBefore,
    dayBefore,
    today,
    today,
    ...parameters,
  ]);
}

async function select<Row extends KeyResultRow>(
  { db, company }: Reader,
  selection: string,
  where: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const rows: Row[] = await db.query(
    `SELECT ${selection}
       FROM objectives o
       JOIN cycles c ON c.id = o.cycleId
       JOIN key_results k ON k.objectiveId = o.id
       LEFT JOIN metrics m ON m.id = k.metricId
      WHERE o.status = 'active' AND c.startsOn <= ? AND c.endsOn >= ? AND ${where}
      ORDER BY c.endsOn, o.id, k.sequence`,
    [...parameters],
  );
  for (const row of rows) {
    row.isReached = Boolean(row.isReached);
    // The company's day, not the one it was in UTC.
    row.activeOn = row.activeOn ? businessDayOf(instantOf(row.activeOn), company.zone) : row.startsOn;
  }
  return rows;
}
