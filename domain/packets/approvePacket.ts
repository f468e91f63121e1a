import { type Packet, PacketApproval } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { newId } from "../newId";
import { record } from "../record";
import { lockPacket } from "./lockPacket";
import { packetPolicy } from "./packetPolicy";
import { releaseParts } from "./releaseParts";

/** One of the people asked agrees; with the last of them it is paid. Doing it twice is doing it once. */
export async function approvePacket(ctx: Context, id: string): Promise<Packet> {
  const locked = await lockPacket(ctx, id);
  const { packet, parts } = locked;
  authorize(packetPolicy, "approve", ctx.actor, locked, "packet");
  const said = await ctx.db.findBy(PacketApproval, { packetId: id });
  if (said.some(({ employeeId, decision }) => employeeId === ctx.actor.id && decision === "approve")) return packet;
  if (packet.state !== "requested") throw new Conflict("packet.notRequested");
  await ctx.db.insert(PacketApproval, {
    id: newId(ctx.now),
    packetId: id,
    employeeId: ctx.actor.id,
    decision: "approve",
    note: null,
    at: ctx.now,
  });
  await record(ctx, "packet.agreed", id, { of: packet.approvalsNeeded, count: said.length + 1 });
  if (said.length + 1 < packet.approvalsNeeded) return packet;
  await releaseParts(ctx, packet, parts);
  await record(
    ctx,
    "packet.released",
    id,
    {},
    { to: [packet.giverId], template: "packetApproved", kind: "approval", subjectId: id, data: { packetId: id } },
  );
  return packet;
}
