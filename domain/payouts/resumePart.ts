import type { PacketPart } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { booking } from "../ledger/Booking";
import { post } from "../ledger/post";
import { record } from "../record";
import { lockPart } from "./lockPart";

/**
 * Finance lets a held part go on. After a bill that failed it is another bill, whose number tells it from the first;
 * what is merely unknown is asked after again under the same number. Doing it twice is doing it once.
 */
export async function resumePart(ctx: Context, partId: string): Promise<PacketPart> {
  const { part } = await lockPart(ctx, partId);
  if (part.heldAt === null && (part.state === "owed" || part.state === "paying")) return part;
  if (part.state !== "failed" && part.heldAt === null) throw new Conflict("packet.notHeld");
  const state = part.state === "failed" ? "owed" : part.state;
  // What is with the person, or back, is seen to by people: there is nothing to ask after.
  const isEnded = state === "received" || state === "refunded";
  const next = isEnded ? {} : { nextAt: ctx.now, tries: 0, settledAt: null };
  Object.assign(part, { state, heldAt: null, ...next });
  await ctx.db.save(part);
  await record(ctx, "payout.resumed", part.id, { attempt: part.attempt + 1 });
  return part;
}

/** Finance gives a part up that failed, or was never begun: its money is the budget's again. */
export async function giveUpPart(ctx: Context, partId: string): Promise<PacketPart> {
  const { part, packet, head } = await lockPart(ctx, partId);
  if (part.state === "cancelled") return part;
  // What is under way may still be paid.
  if (part.state !== "failed" && part.state !== "owed") throw new Conflict("packet.notHeld");
  Object.assign(part, { state: "cancelled", heldAt: null, nextAt: null, settledAt: ctx.now });
  await ctx.db.save(part);
  await post(ctx, head, [booking.release(part.id, packet.budgetId, part.amountFen)]);
  await record(ctx, "payout.givenUp", part.id, { amountFen: part.amountFen });
  return part;
}
