import { PacketPart } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { type LockedPacket, lockPacket } from "../packets/lockPacket";
import { packetPolicy } from "../packets/packetPolicy";

/** A part as it is now, for who may settle it. @throws NotFound, Forbidden */
export async function lockPart(ctx: Context, partId: string): Promise<LockedPacket & { part: PacketPart }> {
  const found = await ctx.db.findOneBy(PacketPart, { id: partId });
  if (!found) throw new NotFound("packet.notFound");
  const locked = await lockPacket(ctx, found.packetId);
  authorize(packetPolicy, "settle", ctx.actor, locked, "packet");
  return { ...locked, part: locked.parts.find(({ id }) => id === partId)! };
}
