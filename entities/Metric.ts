import { Entity, Index } from "typeorm";
import { Id, Text } from "./columns";
import type { Accumulation } from "./KeyResult";

/** The shared definition of a number. */
@Entity("metrics")
@Index("uq_metrics_code", ["code"], { unique: true })
export class Metric {
  @Id()
  id: string;

  @Text(40)
  code: string;

  @Text(40)
  name: string;

  @Text(8)
  unit: string;

  @Text(8, { default: "higher" })
  direction: "higher" | "lower";

  @Text(8, { default: "sum" })
  accumulation: Accumulation;

  /** Shops sell at weekends and in Golden Week; offices do not. */
  @Text(16, { default: "every-day" })
  accrues: "every-day" | "work-day";
}
