import { Entity, Index, PrimaryColumn } from "typeorm";
import { Scaled, Text } from "./columns";

/** What the provider's statement says of one bill: kept, as only several days together show what was paid twice. */
@Entity("statement_entries")
@Index("ix_statement_entries_bill", ["billNo", "kind"])
export class StatementEntry {
  /** The reading it came with (Reconciliation.readingId); one that broke off belongs to none, and counts for nothing. */
  @PrimaryColumn({ type: "varchar", length: 36 })
  readingId: string;

  @PrimaryColumn({ type: "int" })
  line: number;

  @Text(64)
  billNo: string;

  @Text(8)
  kind: "paid" | "refunded";

  @Scaled()
  amountFen: number;
}
