import type { EntityManager } from "typeorm";

const page = 5000;

/** Packets of a page whose parts do not make their sum, or for which another was reserved, or on another budget. */
const unlikeSum = `
  SELECT k.id AS at FROM packets k
    LEFT JOIN (SELECT packetId, SUM(amountFen) AS fen FROM packet_parts WHERE packetId > ? AND packetId <= ?
      GROUP BY packetId) p ON p.packetId = k.id
    LEFT JOIN ledger_transactions t ON t.idempotencyKey = concat('reserve:', k.id)
    LEFT JOIN ledger_entries e ON e.transactionNo = t.no AND e.account = 'available'
   WHERE k.id > ? AND k.id <= ?
     AND (COALESCE(p.fen, 0) <> k.totalFen OR COALESCE(e.creditFen, 0) <> k.totalFen OR e.budgetId <> k.budgetId)`;

/** Those of whose parts one is for another person, or amount, than was reserved. Reservations of before say no names. */
const unlikePromise = `
  SELECT p.packetId AS at FROM packet_parts p
    JOIN ledger_transactions t ON t.idempotencyKey = concat('reserve:', p.packetId)
    JOIN ledger_entries named ON named.transactionNo = t.no AND named.line = 1 AND named.employeeId IS NOT NULL
    LEFT JOIN ledger_entries e ON e.transactionNo = t.no AND e.account = 'reserved' AND e.employeeId = p.employeeId
   WHERE p.packetId > ? AND p.packetId <= ? AND COALESCE(e.debitFen, 0) <> p.amountFen`;

/** Those of whose bills one is for another person, or amount, than its part. */
const unlikeBill = `
  SELECT p.packetId AS at FROM packet_parts p JOIN payouts o ON o.partId = p.id
   WHERE p.packetId > ? AND p.packetId <= ? AND (o.employeeId <> p.employeeId OR o.amountFen <> p.amountFen)`;

/**
 * Ids of packets that are not what was booked for them. Page by page and without the ledger's lock: none of it ever
 * changes, and each statement sees what was committed together.
 */
export async function* findPacketFaults(db: EntityManager): AsyncGenerator<string> {
  let after = "";
  for (;;) {
    const [row]: { last: string | null }[] = await db.query(
      "SELECT MAX(id) AS last FROM (SELECT id FROM packets WHERE id > ? ORDER BY id LIMIT ?) some",
      [after, page],
    );
    const last = row?.last;
    if (!last) return;
    const faults: { at: string }[] = [
      ...(await db.query(unlikeSum, [after, last, after, last])),
      ...(await db.query(unlikePromise, [after, last])),
      ...(await db.query(unlikeBill, [after, last])),
    ];
    yield* new Set(faults.map(({ at }) => at));
    after = last;
  }
}
