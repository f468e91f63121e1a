import { Entity, Index } from "typeorm";
import { Id, Instant, Json } from "./columns";

/** A callback that was taken, with what was answered: asked again it changes nothing and gets the same answer. */
@Entity("receipts")
@Index("ix_receipts_at", ["at"])
export class Receipt {
  @Id(100)
  key: string;

  @Json({ nullable: true })
  answer: Record<string, unknown> | null;

  @Instant()
  at: Date;
}
