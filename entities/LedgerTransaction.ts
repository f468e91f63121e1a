import { Entity, Index } from "typeorm";
import { Count, Id, Instant, Ref, Text } from "./columns";

export const ledgerKinds = ["grant", "withdraw", "carry", "reserve", "release", "pay", "return"] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** A booking: its entries sum to nothing, and its link signs them and all that came before. Append-only. */
@Entity("ledger_transactions")
@Index("uq_ledger_transactions_key", ["idempotencyKey"], { unique: true })
@Index("uq_ledger_transactions_no", ["no"], { unique: true })
export class LedgerTransaction {
  @Id()
  id: string;

  /** 1, 2, 3 …, without a gap. */
  @Count()
  no: number;

  /** What makes it impossible twice: `pay:<billNo>`. */
  @Text(100)
  idempotencyKey: string;

  @Text(10)
  kind: LedgerKind;

  @Text(3)
  currency: "CNY";

  /** Who did it; null for rules and for the provider. */
  @Ref({ nullable: true })
  actorId: string | null;

  @Instant()
  at: Date;

  /** HMAC-SHA256 over the link before and the canonical bytes of this booking, in hexadecimal. */
  @Text(64)
  link: string;
}
