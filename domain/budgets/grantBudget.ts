import { Budget, Department } from "../../entities";
import { addDays, businessDayOf, isMonth } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from "../errors";
import { booking } from "../ledger/Booking";
import { lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { newId } from "../newId";
import { record } from "../record";
import { alertBudgets, markOf } from "./alertBudgets";
import { budgetPolicy } from "./budgetPolicy";

export interface Grant {
  departmentId: string;
  /** 'YYYY-MM', this month or later. */
  month: string;
  /** Added to what is there; below zero it is taken back, as far as it is not promised yet. */
  amountFen: number;
}

/** A tenth of a billion yuan: what is above is a slip of the finger. */
const most = 10_000_000_000;

/** Further ahead is a slip of the finger as well. */
const furthestDays = 366;

/** Finance fills a department's budget of a month. Each call adds: the request's Idempotency-Key makes it once. */
export async function grantBudget(ctx: Context, { departmentId, month, amountFen }: Grant): Promise<Budget> {
  if (!budgetPolicy.grant(ctx.actor)) throw new Forbidden("budget.grantForbidden");
  // The ledger's key comes with the merchant's account: what was booked before would be chained by another.
  if (!ctx.company.payLimits) throw new Unavailable("packet.noProvider");
  if (!Number.isSafeInteger(amountFen) || amountFen === 0 || Math.abs(amountFen) > most)
    throw new Invalid("budget.amount");
  if (!isMonth(month)) throw new Invalid("budget.month");
  const today = businessDayOf(ctx.now, ctx.company.zone);
  if (month < today.slice(0, 7)) throw new Conflict("budget.past", { month });
  if (month > addDays(today, furthestDays).slice(0, 7)) throw new Conflict("budget.far", { month });
  const department = await ctx.db.findOneBy(Department, { id: departmentId });
  if (!department || department.archivedAt) throw new NotFound("department.notFound");
  const head = await lockLedger(ctx);
  const budget = await ensureBudget(ctx, departmentId, month);
  if (budget.leftFen + amountFen < 0 || budget.grantedFen + amountFen < 0)
    throw new Conflict("budget.short", { leftFen: Math.min(budget.leftFen, budget.grantedFen) });
  const id = newId(ctx.now);
  await post(ctx, head, [
    amountFen > 0 ? booking.grant(id, budget, amountFen) : booking.withdraw(id, budget.id, -amountFen),
  ]);
  await record(ctx, "budget.granted", budget.id, { departmentId, month, amountFen });
  const granted = await ctx.db.findOneByOrFail(Budget, { id: budget.id });
  // With more money a mark is told of again when it is reached again; with less one may be reached.
  if (amountFen > 0) await ctx.db.update(Budget, budget.id, { alertedPercent: markOf(granted) });
  else await alertBudgets(ctx, [budget.id]);
  return granted;
}

/** The department's budget of the month, made empty where there was none. The caller holds the ledger. */
export async function ensureBudget({ db, now }: Pick<Context, "db" | "now">, departmentId: string, month: string) {
  const standing = await db.findOneBy(Budget, { departmentId, month });
  if (standing) return standing;
  const budget = db.create(Budget, {
    id: newId(now),
    departmentId,
    month,
    grantedFen: 0,
    carriedFen: 0,
    reservedFen: 0,
    spentFen: 0,
    returnedFen: 0,
    alertedPercent: 0,
  });
  await db.insert(Budget, budget);
  return budget;
}
