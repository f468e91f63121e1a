import { Entity, Index } from "typeorm";
import { Count, Day, Id, Instant, Ref, Scaled, Text } from "./columns";

export type MetricSubject = "company" | "department" | "employee";

/** One observed value of a business day. Append-only: a correction is a new version. */
@Entity("metric_values")
@Index("uq_metric_values", ["metricId", "subjectKind", "subjectId", "day", "source", "version"], { unique: true })
export class MetricValue {
  @Id()
  id: string;

  @Ref()
  metricId: string;

  @Text(16)
  subjectKind: MetricSubject;

  /** Empty for the company. */
  @Text(36)
  subjectId: string;

  @Day()
  day: string;

  /** Scaled by 10,000. */
  @Scaled()
  value: number;

  /** Where it came from: values of one source correct each other. */
  @Text(64)
  source: string;

  @Count({ default: 1 })
  version: number;

  @Instant()
  importedAt: Date;
}
