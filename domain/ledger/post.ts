import { LedgerEntry, LedgerTransaction } from "../../entities";
import type { Work } from "../context";
import { insertMany } from "../insertMany";
import { newId } from "../newId";
import { writeSetting } from "../settings/writeSetting";
import type { Booking } from "./Booking";
import { changeBudgets } from "./changeBudgets";
import { linkOf } from "./linkOf";
import type { LedgerHead } from "./lockLedger";

/**
 * Writes bookings behind the head, which the caller holds (lockLedger), and brings the figures of the budgets in line.
 * A few statements per five hundred. @throws RangeError when a booking does not sum to nothing: a bug
 */
export async function post(work: Work, head: LedgerHead, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return;
  const actorId = "actor" in work ? (work as { actor: { id: string } }).actor.id : null;
  const transactions: Partial<LedgerTransaction>[] = [];
  const entries: Partial<LedgerEntry>[] = [];
  for (const { key, kind, lines } of bookings) {
    if (lines.reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0) !== 0)
      throw new RangeError(`booking ${key} does not sum to nothing`);
    const row = { no: head.no + 1, kind, currency: "CNY" as const, actorId, at: work.now };
    const link = linkOf(work.company.auditKey, head.link, { ...row, key, lines });
    transactions.push({ id: newId(work.now), idempotencyKey: key, ...row, link });
    entries.push(
      ...lines.map((line, index) => ({ employeeId: null, ...line, transactionNo: row.no, line: index + 1 })),
    );
    Object.assign(head, { no: row.no, link } satisfies LedgerHead);
  }
  await insertMany(work.db, LedgerTransaction, transactions);
  await insertMany(work.db, LedgerEntry, entries);
  await changeBudgets(work, bookings);
  await writeSetting(work, "ledger", head);
}
