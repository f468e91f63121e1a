import { Check, Entity, Index, PrimaryColumn } from "typeorm";
import { Ref, Scaled, Text } from "./columns";

/**
 * `granted`: where budgets come from; `available`, `reserved`: what a budget has left, and has promised; `spent`: what
 * people were paid.
 */
export const ledgerAccounts = ["granted", "available", "reserved", "spent"] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

/** One side of a booking, in fen. Append-only. */
@Entity("ledger_entries")
@Check("ck_ledger_entries_side", "(debitFen = 0 AND creditFen > 0) OR (creditFen = 0 AND debitFen > 0)")
@Check("ck_ledger_entries_account", "account IN ('granted', 'available', 'reserved', 'spent')")
@Index("ix_ledger_entries_budget", ["budgetId", "account"])
@Index("ix_ledger_entries_employee", ["employeeId"])
export class LedgerEntry {
  @PrimaryColumn({ type: "int" })
  transactionNo: number;

  @PrimaryColumn({ type: "int" })
  line: number;

  @Text(10)
  account: LedgerAccount;

  @Ref()
  budgetId: string;

  /** Whose income it is, on `spent`; to whom a packet promises it, on `reserved`. */
  @Ref({ nullable: true })
  employeeId: string | null;

  @Scaled()
  debitFen: number;

  @Scaled()
  creditFen: number;
}
