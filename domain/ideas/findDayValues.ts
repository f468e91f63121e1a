import type { EntityManager } from "typeorm";
import type { Metric, MetricSubject } from "../../entities";
import type { DayValue, Span } from "./effect";

interface Subject {
  metric: Pick<Metric, "id" | "accumulation">;
  subjectKind: MetricSubject;
  /** Empty for the company. */
  subjectId: string;
}

/**
 * The newest version of each day of a span. Several sources of one day are added up for a sum; of a level the one
 * imported last holds, as in the goals the metric feeds.
 */
export async function findDayValues(
  db: EntityManager,
  { metric, subjectKind, subjectId }: Subject,
  { from, to }: Span,
): Promise<DayValue[]> {
  const rows: DayValue[] = await db.query(
    `SELECT v.day AS day, v.value AS value FROM metric_values v
      WHERE v.metricId = ? AND v.subjectKind = ? AND v.subjectId = ? AND v.day BETWEEN ? AND ?
        AND NOT EXISTS (SELECT 1 FROM metric_values n WHERE n.metricId = v.metricId AND n.subjectKind = v.subjectKind
          AND n.subjectId = v.subjectId AND n.day = v.day AND n.source = v.source AND n.version > v.version)
      ORDER BY v.day, v.importedAt, v.id`,
    [metric.id, subjectKind, subjectId, from, to],
  );
  const isSum = metric.accumulation === "sum";
  const days = new Map<string, number>();
  for (const { day, value } of rows) days.set(day, (isSum ? (days.get(day) ?? 0) : 0) + Number(value));
  return [...days].map(([day, value]) => ({ day, value }));
}
