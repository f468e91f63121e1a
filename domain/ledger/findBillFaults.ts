import type { EntityManager } from "typeorm";

/** It came back without having left: its receiver did not confirm it. */
const isLapsed = "o.state = 'refunded' AND l.id IS NOT NULL AND p.id IS NULL";

/**
 * Numbers of bills that were paid and are not booked, as no budget could bear them or finance has not seen to it; of those
 * whose state and bookings do not agree, and ids of budgets that have promised another sum than their
 * open parts make.
 */
export async function findBillFaults(db: EntityManager, most: number): Promise<string[]> {
  const bills: { at: string }[] = await db.query(
    `SELECT o.billNo AS at FROM payouts o
       LEFT JOIN ledger_transactions p ON p.idempotencyKey = concat('pay:', o.billNo)
       LEFT JOIN ledger_entries pe ON pe.transactionNo = p.no AND pe.account = 'spent'
       LEFT JOIN ledger_transactions r ON r.idempotencyKey = concat('return:', o.billNo)
       LEFT JOIN ledger_entries re ON re.transactionNo = r.no AND re.account = 'spent'
       LEFT JOIN ledger_transactions l ON l.idempotencyKey = concat('release:', o.partId)
       LEFT JOIN ledger_entries le ON le.transactionNo = l.no AND le.account = 'reserved'
      WHERE COALESCE(pe.debitFen, 0) <>
            CASE WHEN o.state IN ('paid', 'received', 'refunded') AND NOT (${isLapsed}) THEN o.amountFen ELSE 0 END
         OR COALESCE(re.creditFen, 0) <> CASE WHEN o.state = 'refunded' AND NOT (${isLapsed}) THEN o.amountFen ELSE 0 END
         OR (${isLapsed} AND le.creditFen <> o.amountFen)
         OR o.lateState IS NOT NULL
         OR (p.id IS NOT NULL AND pe.employeeId <> o.employeeId)
      ORDER BY o.billNo LIMIT ?`,
    [most],
  );
  const unbilled: { at: string }[] = await db.query(
    `SELECT t.idempotencyKey AS at FROM ledger_transactions t
       LEFT JOIN payouts o ON o.billNo = substr(t.idempotencyKey, CASE t.kind WHEN 'pay' THEN 5 ELSE 8 END)
      WHERE t.kind IN ('pay', 'return') AND o.id IS NULL ORDER BY t.no LIMIT ?`,
    [most],
  );
  const promised: { at: string }[] = await db.query(
    `SELECT b.id AS at FROM budgets b
       LEFT JOIN (SELECT k.budgetId, SUM(p.amountFen) AS fen FROM packet_parts p JOIN packets k ON k.id = p.packetId
          WHERE p.state IN ('waiting', 'owed', 'paying', 'failed') GROUP BY k.budgetId) open ON open.budgetId = b.id
      WHERE b.reservedFen <> COALESCE(open.fen, 0) ORDER BY b.id LIMIT ?`,
    [most],
  );
  return [...bills, ...unbilled, ...promised].map(({ at }) => at);
}
