import { Between } from "typeorm";
import { Metric, type MetricSubject, MetricValue } from "../../entities";
import { recordImported } from "../checkIns/recordImported";
import type { Work } from "../context";
import { NotFound } from "../errors";
import { insertMany } from "../insertMany";
import { newId } from "../newId";
import { record } from "../record";
import { readValueRows, type ValueFault, type ValueRow } from "./readValueRows";

/**
 * What values are said to come from when nobody says: files have another name every day, and two sources of one day
 * are added up.
 */
export const usualSource = "导入";

export interface MetricImport {
  /** `gmv` … */
  metricCode: string;
  subjectKind: MetricSubject;
  /** Empty for the company. */
  subjectId: string;
  /** Where the values come from, at most 64 characters; the same source corrects its own values. See `usualSource`. */
  source: string;
  rows: readonly ValueRow[];
}

export interface MetricImportResult {
  faults: ValueFault[];
  added: number;
  /** Days whose value was another before: they got a new version. */
  changed: number;
  unchanged: number;
}

/**
 * Appends daily values and lets them count in the goals they feed. Importing the same again changes nothing; another
 * value for a day becomes a new version, and the old one stays. With any faulty row nothing is stored.
 */
export async function importMetricValues(work: Work, request: MetricImport): Promise<MetricImportResult> {
  const metric = await work.db.findOneBy(Metric, { code: request.metricCode });
  if (!metric) throw new NotFound("metric.notFound", { code: request.metricCode });
  const { values, faults } = readValueRows(request.rows, work);
  const none = { added: 0, changed: 0, unchanged: 0 };
  if (faults.length > 0 || values.size === 0) return { faults, ...none };
  const stored = await findNewest(work, metric.id, request, [...values.keys()].sort());
  const fresh = [...values].filter(([day, value]) => stored.get(day)?.value !== value);
  const rows = fresh.map(([day, value]) => ({
    id: newId(work.now),
    metricId: metric.id,
    subjectKind: request.subjectKind,
    subjectId: request.subjectId,
    day,
    value,
    source: request.source,
    version: (stored.get(day)?.version ?? 0) + 1,
    importedAt: work.now,
  }));
  await insertMany(work.db, MetricValue, rows);
  const changed = fresh.filter(([day]) => stored.has(day)).length;
  const counts = { added: fresh.length - changed, changed, unchanged: values.size - fresh.length };
  if (fresh.length > 0) await tell(work, metric, request, fresh.map(([day]) => day).sort(), counts);
  return { faults, ...counts };
}

async function tell(
  work: Work,
  metric: Metric,
  { subjectKind, subjectId }: MetricImport,
  days: readonly string[],
  counts: Record<"added" | "changed" | "unchanged", number>,
) {
  await record(work, "metric.imported", metric.id, {
    subjectKind,
    subjectId,
    from: days[0],
    to: days.at(-1),
    ...counts,
  });
  await recordImported(work, { metricId: metric.id, subjectKind, subjectId, days });
}

/** The newest version of each day from the same source. */
async function findNewest(
  { db }: Work,
  metricId: string,
  { subjectKind, subjectId, source }: MetricImport,
  days: readonly string[],
): Promise<Map<string, MetricValue>> {
  const rows = await db.find(MetricValue, {
    where: { metricId, subjectKind, subjectId, source, day: Between(days[0]!, days.at(-1)!) },
    order: { day: "ASC", version: "ASC" },
  });
  return new Map(rows.map((row) => [row.day, row]));
}
