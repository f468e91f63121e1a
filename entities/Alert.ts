import { Entity, Index } from "typeorm";
import { Day, Id, Instant, Ref } from "./columns";

/** A key result is off track: open until it recovers. */
@Entity("alerts")
@Index("uq_alerts_open", ["openKeyResultId"], { unique: true })
@Index("ix_alerts_key_result", ["keyResultId"])
export class Alert {
  @Id()
  id: string;

  @Ref()
  keyResultId: string;

  /** The same id while open, null once recovered: one open alert per subject. */
  @Ref({ nullable: true })
  openKeyResultId: string | null;

  @Instant()
  openedAt: Date;

  /** Business day of the last alert: one per subject and day. */
  @Day()
  lastOn: string;

  @Instant({ nullable: true })
  recoveredAt: Date | null;
}
