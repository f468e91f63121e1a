import { Budget } from "../../entities";
import type { Work } from "../context";
import { booking } from "../ledger/Booking";
import { lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import { ensureBudget } from "./grantBudget";

/**
 * Takes what earlier months have left on to this one, by the company's rule; a second run of the same month finds it
 * done. What comes back to an earlier month later is taken on by the next run.
 */
export async function carryBudgets(work: Work, month: string): Promise<number> {
  const percent = (await readSetting(work.db, "budgetCarry"))?.percent ?? 0;
  if (percent === 0) return 0;
  const head = await lockLedger(work);
  const left = await work.db
    .createQueryBuilder(Budget, "b")
    .where("b.month < :month AND b.grantedFen + b.carriedFen + b.returnedFen > b.reservedFen + b.spentFen", { month })
    .andWhere(
      "NOT EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.idempotencyKey = concat('carry:', b.id, :month2))",
      {
        month2: `:${month}`,
      },
    )
    .orderBy("b.id")
    .getMany();
  const bookings = [];
  for (const budget of left) {
    const fen = Math.floor((budget.leftFen * percent) / 100);
    if (fen === 0) continue;
    const next = await ensureBudget(work, budget.departmentId, month);
    bookings.push(booking.carry(budget.id, next.id, month, fen));
  }
  await post(work, head, bookings);
  for (const { key } of bookings) await record(work, "budget.carried", key.split(":")[1]!, { month });
  return bookings.length;
}
