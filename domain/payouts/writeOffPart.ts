import { type PacketPart, Payout } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { booking } from "../ledger/Booking";
import { post } from "../ledger/post";
import { record } from "../record";
import { isForgotten } from "./isRemembered";
import { lockPart } from "./lockPart";

/**
 * Finance has looked at the merchant's platform: a bill that the provider answers nothing about any more was not paid.
 * Its money is the budget's again; should it have been paid all the same, it is booked beyond it (bookPaidPart). Doing it
 * twice is doing it once.
 */
export async function writeOffPart(ctx: Context, partId: string): Promise<PacketPart> {
  const { part, packet, head } = await lockPart(ctx, partId);
  const payout = await ctx.db.findOneBy(Payout, { partId, attempt: part.attempt });
  if (part.state === "cancelled" && payout?.unpaidAt) return part;
  if (!payout || part.state !== "paying" || part.heldAt === null) throw new Conflict("packet.notHeld");
  // Whatever it was refused with, an earlier call may have been taken: as long as it can be asked after, it is.
  if (!isForgotten(ctx, part, payout))
    throw new Conflict("payout.stillAsked", { days: ctx.company.payLimits?.queryDays ?? 30 });
  await ctx.db.update(Payout, payout.id, { state: "failed", unpaidAt: ctx.now, packageInfo: null, settledAt: ctx.now });
  Object.assign(part, { state: "cancelled", heldAt: null, nextAt: null, settledAt: ctx.now });
  await ctx.db.save(part);
  await post(ctx, head, [booking.release(part.id, packet.budgetId, part.amountFen)]);
  await record(ctx, "payout.foundUnpaid", part.id, { billNo: payout.billNo, amountFen: part.amountFen });
  return part;
}
