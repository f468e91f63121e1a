import { type Packet, PacketApproval, PacketPart, type PacketState } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict, Invalid } from "../errors";
import { booking } from "../ledger/Booking";
import { post } from "../ledger/post";
import { newId } from "../newId";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { type LockedPacket, lockPacket } from "./lockPacket";
import { packetPolicy } from "./packetPolicy";

/** One of the people asked says no, with a reason of 1–100 characters. Doing it twice is doing it once. */
export async function returnPacket(ctx: Context, id: string, note: string): Promise<Packet> {
  const reason = plainLine(note);
  if (reason === "" || reason.length > 100) throw new Invalid("packet.note", { most: 100 });
  const locked = await lockPacket(ctx, id);
  authorize(packetPolicy, "return", ctx.actor, locked, "packet");
  if (locked.packet.state === "returned") return locked.packet;
  const said = await ctx.db.existsBy(PacketApproval, { packetId: id, employeeId: ctx.actor.id });
  if (said) throw new Conflict("packet.alreadySaid");
  await end(ctx, locked, "returned");
  await ctx.db.insert(PacketApproval, {
    id: newId(ctx.now),
    packetId: id,
    employeeId: ctx.actor.id,
    decision: "return",
    note: reason,
    at: ctx.now,
  });
  await record(
    ctx,
    "packet.returned",
    id,
    {},
    {
      to: [locked.packet.giverId],
      template: "packetReturned",
      kind: "approval",
      subjectId: id,
      data: { packetId: id, byId: ctx.actor.id },
    },
  );
  return locked.packet;
}

/** Its giver takes it back while it waits for approval. Doing it twice is doing it once. */
export async function cancelPacket(ctx: Context, id: string): Promise<Packet> {
  const locked = await lockPacket(ctx, id);
  authorize(packetPolicy, "cancel", ctx.actor, locked, "packet");
  if (locked.packet.state === "cancelled") return locked.packet;
  await end(ctx, locked, "cancelled");
  await record(ctx, "packet.cancelled", id);
  return locked.packet;
}

async function end(ctx: Context, { packet, head }: LockedPacket, state: PacketState) {
  if (packet.state !== "requested") throw new Conflict("packet.notRequested");
  packet.state = state;
  packet.decidedAt = ctx.now;
  await ctx.db.save(packet);
  await ctx.db.update(PacketPart, { packetId: packet.id }, { state: "cancelled", nextAt: null, settledAt: ctx.now });
  await post(ctx, head, [booking.release(packet.id, packet.budgetId, packet.totalFen)]);
}
