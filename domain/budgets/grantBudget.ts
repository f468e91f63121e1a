import { Budget, Department } from "../../entities";
import { businessDayOf, isMonth } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { booking } from "../ledger/Booking";
import { lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { newId } from "../newId";
import { record } from "../record";
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

/** Finance fills a department's budget of a month. Each call adds: the request's Idempotency-Key makes it once. */
export async function grantBudget(ctx: Context, { departmentId, month, amountFen }: Grant): Promise<Budget> {
  if (!budgetPolicy.grant(ctx.actor)) throw new Forbidden("budget.grantForbidden");
  if (!Number.isSafeInteger(amountFen) || amountFen === 0 || Math.abs(amountFen) > most)
    throw new Invalid("budget.amount");
  if (!isMonth(month)) throw new Invalid("budget.month");
  if (month < businessDayOf(ctx.now, ctx.company.zone).slice(0, 7)) throw new Conflict("budget.past", { month });
  const department = await ctx.db.findOneBy(Department, { id: departmentId });
  if (!department || department.archivedAt) throw new NotFound("department.notFound");
  const head = await lockLedger(ctx);
  const budget = await ensureBudget(ctx, departmentId, month);
  if (budget.leftFen + amountFen < 0 || budget.grantedFen + amountFen < 0)
    throw new Conflict("budget.short", { leftFen: Math.min(budget.leftFen, budget.grantedFen) });
  const id = newId(ctx.now);
  await post(ctx, head, [
    amountFen > 0 ? booking.grant(id, budget.id, amountFen) : booking.withdraw(id, budget.id, -amountFen),
  ]);
  // More money: the marks are told of again when they are reached again.
  if (amountFen > 0) await ctx.db.update(Budget, budget.id, { alertedPercent: 0 });
  await record(ctx, "budget.granted", budget.id, { departmentId, month, amountFen });
  return ctx.db.findOneByOrFail(Budget, { id: budget.id });
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
