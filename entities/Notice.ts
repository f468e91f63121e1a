import { Check, Entity, Index } from "typeorm";
import { Count, Day, Id, Instant, Json, Ref, Scaled, Text } from "./columns";

/** `card`: an update of a card that was pressed; `reply`: the answer to a person's own words. */
export type NoticeKind = "reply" | "card" | "approval" | "recognition" | "system";
export type NoticeState = "owed" | "sent" | "failed" | "expired" | "digest";

/** A message that is owed: written beside the fact that caused it, delivered at least once afterwards. */
@Entity("notices")
@Check("ck_notices_receiver", "employeeId IS NULL OR departmentId IS NULL")
@Index("uq_notices_key", ["dedupeKey"], { unique: true })
@Index("ix_notices_due", ["nextAt", "id"])
// Nothing in it changes while a notice is leased and settled.
@Index("ix_notices_person", ["employeeId", "day", "kind"])
@Index("ix_notices_state", ["state", "createdAt"])
export class Notice {
  @Id()
  id: string;

  /** Makes the same message impossible twice. */
  @Text(160)
  dedupeKey: string;

  /** The person it is for; null for a team. */
  @Ref({ nullable: true })
  employeeId: string | null;

  /** The department whose group it is for; null for a person. */
  @Ref({ nullable: true })
  departmentId: string | null;

  @Text(40)
  template: string;

  @Text(16)
  kind: NoticeKind;

  @Ref({ nullable: true })
  subjectId: string | null;

  /** Ids and figures the words are made of at delivery. */
  @Json()
  data: Record<string, unknown>;

  /** Facts are shown as of this instant. */
  @Instant()
  asOf: Date;

  /** Business day it counts towards (the cap of system messages a day). */
  @Day()
  day: string;

  /** Due time and lease end in one; null when nothing more is to be done. Answers start ahead of it (isUrgent). */
  @Instant({ nullable: true })
  nextAt: Date | null;

  @Instant()
  expiresAt: Date;

  @Text(8, { default: "owed" })
  state: NoticeState;

  /** Fence: only the worker that drew this number may settle the notice. */
  @Scaled({ default: 0 })
  leaseNo: number;

  @Count({ default: 0 })
  attempts: number;

  /** Stable code of the last failure, never a text with personal data. */
  @Text(120, { nullable: true })
  lastError: string | null;

  /** WeCom's id of the sent message. */
  @Text(128, { nullable: true })
  messageId: string | null;

  @Instant()
  createdAt: Date;

  @Instant({ nullable: true })
  sentAt: Date | null;
}
