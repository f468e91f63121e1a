import { Budget, type Packet, PacketPart, Payout } from "../../entities";
import { alertBudgets } from "../budgets/alertBudgets";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { booking } from "../ledger/Booking";
import { post } from "../ledger/post";
import type { LockedPacket } from "../packets/lockPacket";
import { record } from "../record";
import { inMinutes } from "./askMinutes";
import { isForgotten } from "./isRemembered";
import { lockPart } from "./lockPart";
import { settleBill } from "./settleBill";

/**
 * Finance books what left though nothing was promised for it any more: a bill that had failed, and was paid after its
 * money was given otherwise; or one that they found paid at the merchant's platform when the provider had no answer any
 * more. Doing it twice is doing it once. @throws Conflict where no budget has so much left
 */
export async function bookPaidPart(ctx: Context, partId: string): Promise<PacketPart> {
  const locked = await lockPart(ctx, partId);
  const { part } = locked;
  const bills = await ctx.db.find(Payout, { where: { partId }, order: { attempt: "ASC" } });
  const current = bills.find(({ attempt }) => attempt === part.attempt);
  if (current && isForgotten(ctx, part, current)) {
    await record(ctx, "payout.foundPaid", part.id, { billNo: current.billNo, amountFen: current.amountFen });
    await settleBill(ctx, current.billNo, { kind: "received", providerNo: null });
  } else {
    const late = bills.filter(isUnbooked);
    if (late.length === 0 && !bills.some(({ state }) => state === "paid" || state === "received"))
      throw new Conflict("packet.notHeld");
    for (const payout of late) await bookBeyond(ctx, locked, payout);
  }
  return ctx.db.findOneByOrFail(PacketPart, { id: partId });
}

/** What finance may book: what the provider said later, or could not say any more. */
export const isUnbooked = ({ state, lateState, unpaidAt }: Payout): boolean =>
  state === "failed" && (lateState !== null || unpaidAt !== null);

async function bookBeyond(ctx: Context, { packet, part, head }: LockedPacket & { part: PacketPart }, payout: Payout) {
  const { id, billNo, employeeId, amountFen, attempt } = payout;
  const state = payout.lateState ?? "received";
  const settledAt = state === "paid" ? null : ctx.now;
  const budget = await findBearer(ctx, packet, amountFen);
  await post(ctx, head, [booking.payBeyond(billNo, budget.id, employeeId, amountFen)]);
  await ctx.db.update(Payout, id, { state, lateState: null, settledAt });
  // What was given up is with its receiver now; another bill of the part goes its own way.
  if (part.state === "cancelled" && part.attempt === attempt)
    await ctx.db.update(PacketPart, part.id, {
      state,
      settledAt,
      paidAt: ctx.now,
      nextAt: state === "paid" ? inMinutes(ctx.now, 60) : null,
    });
  await record(ctx, "payout.bookedLate", part.id, { billNo, amountFen, budgetId: budget.id });
  await alertBudgets(ctx, [budget.id]);
}

/** The packet's own budget, or this month's of the same department: one of a past month cannot be filled any more. */
async function findBearer({ db, now, company }: Context, packet: Packet, amountFen: number): Promise<Budget> {
  const own = await db.findOneByOrFail(Budget, { id: packet.budgetId });
  const month = businessDayOf(now, company.zone).slice(0, 7);
  const today = await db.findOneBy(Budget, { departmentId: own.departmentId, month });
  const bearer = [own, today].find((budget) => budget && budget.leftFen >= amountFen);
  if (bearer) return bearer;
  throw new Conflict("payout.beyondBudget", { amountFen, leftFen: (today ?? own).leftFen, month });
}
