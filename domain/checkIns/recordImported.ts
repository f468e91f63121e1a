import { In } from "typeorm";
import { CheckIn, KeyResult, type MetricSubject, Objective } from "../../entities";
import { addDays, startOfBusinessDay } from "../calendar";
import type { Work } from "../context";
import { newId } from "../newId";
import { recogniseReached } from "../recognition/recogniseReached";
import { record } from "../record";
import { type LockedKeyResult, lockKeyResult } from "./lockKeyResult";
import { refoldKeyResult } from "./refoldKeyResult";

export interface ImportedDays {
  metricId: string;
  subjectKind: MetricSubject;
  /** Empty for the company. */
  subjectId: string;
  /** Business days whose value is new or changed; without them every day that has one. */
  days?: readonly string[];
  /** Only this goal, where it is the goal that is new. */
  objectiveId?: string;
}

interface DayValue {
  day: string;
  value: number;
}

/**
 * Turns imported values into reports on the active key results of the metric and subject: for each changed day a
 * `set` of the period to date. Importing the same values again adds nothing.
 */
export async function recordImported(
  work: Work,
  { metricId, subjectKind, subjectId, days, objectiveId }: ImportedDays,
): Promise<void> {
  // Always in this order, so that two imports do not wait for each other's locks.
  const where = { metricId, ...(objectiveId && { objectiveId }) };
  const keyResults = await work.db.find(KeyResult, { where, order: { objectiveId: "ASC", id: "ASC" } });
  const objectives = await work.db.findBy(Objective, {
    id: In(keyResults.map((one) => one.objectiveId)),
    status: "active",
  });
  const fed = objectives.filter((objective) => feeds(objective, subjectKind, subjectId)).map(({ id }) => id);
  for (const { id } of keyResults.filter((one) => fed.includes(one.objectiveId))) {
    const locked = await lockKeyResult(work, id);
    const values = await findDayValues(work, locked, { metricId, subjectKind, subjectId });
    await reportDays(work, locked, values, new Set(days ?? values.map(({ day }) => day)));
  }
}

/** A company figure feeds company goals, a department's its department goals, a person's their own. */
function feeds(objective: Objective, subjectKind: MetricSubject, subjectId: string): boolean {
  if (subjectKind === "company") return objective.level === "company";
  if (subjectKind === "department") return objective.level === "department" && objective.departmentId === subjectId;
  return objective.level === "person" && objective.ownerId === subjectId;
}

/**
 * The newest version of each day inside the cycle. Several sources of one day are added up for a sum; of a level the
 * one imported last holds.
 */
async function findDayValues(
  { db }: Work,
  { cycle, keyResult }: LockedKeyResult,
  { metricId, subjectKind, subjectId }: Pick<ImportedDays, "metricId" | "subjectKind" | "subjectId">,
): Promise<DayValue[]> {
  const rows: DayValue[] = await db.query(
    `SELECT v.day AS day, v.value AS value FROM metric_values v
      WHERE v.metricId = ? AND v.subjectKind = ? AND v.subjectId = ? AND v.day BETWEEN ? AND ?
        AND NOT EXISTS (SELECT 1 FROM metric_values n WHERE n.metricId = v.metricId AND n.subjectKind = v.subjectKind
          AND n.subjectId = v.subjectId AND n.day = v.day AND n.source = v.source AND n.version > v.version)
      ORDER BY v.day, v.importedAt, v.id`,
    [metricId, subjectKind, subjectId, cycle.startsOn, cycle.endsOn],
  );
  const isSum = keyResult.accumulation === "sum";
  const days = new Map<string, number>();
  for (const { day, value } of rows) days.set(day, (isSum ? (days.get(day) ?? 0) : 0) + Number(value));
  return [...days].map(([day, value]) => ({ day, value }));
}

async function reportDays(
  work: Work,
  locked: LockedKeyResult,
  values: readonly DayValue[],
  changed: ReadonlySet<string>,
) {
  const { keyResult, owner } = locked;
  const first = values.findIndex(({ day }) => changed.has(day));
  if (first < 0) return;
  const figures = periodToDate(values, keyResult.accumulation === "sum");
  const existing = await work.db.find(CheckIn, {
    where: { keyResultId: keyResult.id, source: "import" },
    order: { id: "ASC" },
  });
  const stands = new Map(existing.map(({ businessDay, amount }) => [businessDay, amount]));
  const reports = figures
    .slice(first)
    .filter(({ day, value }) => stands.get(day) !== value)
    .map(({ day, value }) => ({
      id: newId(work.now),
      keyResultId: keyResult.id,
      reportedById: owner.id,
      businessDay: day,
      operation: "set" as const,
      amount: value,
      retractsId: null,
      confidence: null,
      source: "import" as const,
      // A day's figure is known when the day is over; that is where it stands among people's own reports.
      occurredAt: new Date(startOfBusinessDay(addDays(day, 1), work.company.zone).getTime() - 1),
      recordedAt: work.now,
    }));
  if (reports.length === 0) return;
  await work.db.insert(CheckIn, reports);
  const folded = await refoldKeyResult(work, locked);
  await record(work, "checkIn.imported", keyResult.id, { days: reports.length, last: reports.at(-1)?.businessDay });
  await recogniseReached(work, locked, folded.reachedBy?.id ?? null);
}

function periodToDate(values: readonly DayValue[], isSum: boolean) {
  let total = 0;
  return values.map(({ day, value }) => {
    total = isSum ? total + value : value;
    return { day, value: total };
  });
}
