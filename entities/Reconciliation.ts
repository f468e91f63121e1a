import { Entity, Index } from "typeorm";
import { Count, Day, Id, Instant, Json, Text } from "./columns";

export type DifferenceKind = "missingInLedger" | "missingAtProvider" | "amount" | "state";

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

  @Instant()
  at: Date;
}
