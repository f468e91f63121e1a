import { addDays } from "../calendar";
import type { Work } from "../context";
import { booking } from "../ledger/Booking";
import { lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import { ensureBudget } from "./grantBudget";

/**
 * Takes on to this month, by the company's rule, what earlier months have left and nobody took on before: of the month
 * before all that is left, of older ones what came back since they were taken on last. What stayed behind stays, and so
 * does what was left while nothing went on. A second run of the same month finds it done; a late one does it then.
 */
export async function carryBudgets(work: Work, month: string): Promise<number> {
  const rule = await readSetting(work.db, "budgetCarry");
  if (!rule || rule.percent === 0) return 0;
  const head = await lockLedger(work);
  const bookings = [];
  for (const { id, departmentId, leftFen, carriedNo, backFen } of await findLeft(work, rule.from, month)) {
    const fresh = carriedNo === null ? Number(leftFen) : Math.min(Number(leftFen), Number(backFen));
    const fen = Math.floor((fresh * rule.percent) / 100);
    if (fen === 0) continue;
    const next = await ensureBudget(work, departmentId, month);
    bookings.push(booking.carry(id, next.id, month, fen));
  }
  await post(work, head, bookings);
  for (const { key } of bookings) await record(work, "budget.carried", key.split(":")[1]!, { month });
  return bookings.length;
}

interface Left {
  id: string;
  departmentId: string;
  leftFen: number | string;
  /** The booking by which it was taken on last; null: nothing was left then, so all that is there now came later. */
  carriedNo: number | string | null;
  /** What came back since. */
  backFen: number | string | null;
}

/** What comes back after more than a year stays where it is. */
const mostDays = 366;
const leftOf = "b.grantedFen + b.carriedFen + b.returnedFen - b.reservedFen - b.spentFen";

/** Budgets of earlier months with something left, that were not taken on to this month yet. One statement. */
function findLeft({ db }: Work, from: string, month: string): Promise<Left[]> {
  const oldest = addDays(`${month}-01`, -mostDays).slice(0, 7);
  return db.query(
    `SELECT s.*, (SELECT SUM(e.debitFen) FROM ledger_entries e JOIN ledger_transactions t ON t.no = e.transactionNo
        WHERE e.budgetId = s.id AND e.account = 'available' AND e.transactionNo > s.carriedNo
          AND t.kind IN ('return', 'release')) AS backFen
       FROM (SELECT b.id, b.departmentId, ${leftOf} AS leftFen,
            (SELECT MAX(e.transactionNo) FROM ledger_entries e JOIN ledger_transactions t ON t.no = e.transactionNo
              WHERE e.budgetId = b.id AND e.account = 'available' AND e.creditFen > 0 AND t.kind = 'carry') AS carriedNo
          FROM budgets b WHERE b.month >= ? AND b.month < ? AND ${leftOf} > 0) s
      WHERE NOT EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.idempotencyKey = concat('carry:', s.id, ?))
      ORDER BY s.id`,
    [from > oldest ? from : oldest, month, `:${month}`],
  );
}
