import { Entity, Index } from "typeorm";
import { Count, Day, Id, Instant, Json, Ref, Text } from "./columns";

/** `twice`: the provider has more than one line for what we pay, or get back, once; `notReturned`: the ledger has it back. */
export const differenceKinds = [
  "missingInLedger",
  "missingAtProvider",
  "amount",
  "state",
  "twice",
  "notReturned",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** Something the provider's statement and the ledger do not agree on. */
export interface Difference {
  kind: DifferenceKind;
  billNo: string;
  /** Fen at the provider and in the ledger. */
  providerFen: number;
  ledgerFen: number;
}

/** The provider's statement of one day held against the ledger. */
@Entity("reconciliations")
@Index("uq_reconciliations", ["day", "provider"], { unique: true })
export class Reconciliation {
  @Id()
  id: string;

  @Day()
  day: string;

  @Text(8)
  provider: string;

  @Count()
  bills: number;

  @Json()
  differences: Difference[];

  /** The entries of the statement that count (StatementEntry); null: of before they were kept. */
  @Ref({ nullable: true })
  readingId: string | null;

  @Instant()
  at: Date;
}
