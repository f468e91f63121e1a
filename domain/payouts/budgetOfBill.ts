import type { Work } from "../context";

/** The budget a bill was booked on: not always its packet's, where it was paid beyond it. */
export async function budgetOfBill({ db }: Work, billNo: string): Promise<string> {
  const [row]: { budgetId: string }[] = await db.query(
    `SELECT e.budgetId FROM ledger_transactions t
       JOIN ledger_entries e ON e.transactionNo = t.no AND e.account = 'spent'
      WHERE t.idempotencyKey = ?`,
    [`pay:${billNo}`],
  );
  if (!row) throw new Error(`bill ${billNo} is not booked`);
  return row.budgetId;
}
