import { Entity, Index } from "typeorm";
import { Id, Instant, Text } from "./columns";

/** One slot of one job: whoever inserts the row runs it. */
@Entity("job_runs")
@Index("uq_job_runs", ["job", "slot"], { unique: true })
@Index("ix_job_runs_state", ["state", "leaseUntil"])
export class JobRun {
  @Id()
  id: string;

  @Text(40)
  job: string;

  @Instant()
  slot: Date;

  @Text(8, { default: "running" })
  state: "running" | "done" | "failed";

  /** How far it got; a killed run goes on from here. */
  @Text(64, { nullable: true })
  cursor: string | null;

  /** A running row past this instant may be taken over. */
  @Instant()
  leaseUntil: Date;

  @Instant()
  startedAt: Date;

  @Instant({ nullable: true })
  finishedAt: Date | null;

  @Text(200, { nullable: true })
  error: string | null;
}
