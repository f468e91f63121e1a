import { Entity, Index } from "typeorm";
import { Id, Instant, Ref, Text } from "./columns";

/** How long WeCom takes a card's response code (doc 94888). */
export const cardCodeMs = 72 * 3_600_000;

/** A response code of WeCom: it updates one card once within 72 hours. */
@Entity("card_codes")
@Index("ix_card_codes_subject", ["subjectId", "employeeId"])
@Index("ix_card_codes_expiry", ["expiresAt"])
export class CardCode {
  @Id(160)
  code: string;

  /** The notice the card was sent with, or the goal it speaks of. */
  @Ref()
  subjectId: string;

  @Ref()
  employeeId: string;

  @Text(8)
  origin: "sent" | "pressed";

  @Instant()
  expiresAt: Date;

  @Instant({ nullable: true })
  usedAt: Date | null;
}
