import { Entity, Index } from "typeorm";
import { Id, Instant, Json, Ref, Text } from "./columns";

export type Via = "wecom" | "wechaty" | "web" | "job" | "admin";

/** The audit trail: who did what when, with ids and figures only. Append-only. */
@Entity("events")
@Index("ix_events_subject", ["subjectId", "at"])
@Index("ix_events_at", ["at"])
export class Event {
  @Id()
  id: string;

  /** `goal.approved`, `checkIn.recorded` … */
  @Text(40)
  name: string;

  /** Null for the system and the command line. */
  @Ref({ nullable: true })
  actorId: string | null;

  @Ref()
  subjectId: string;

  @Text(16)
  via: Via;

  @Json()
  data: Record<string, unknown>;

  @Instant()
  at: Date;
}
