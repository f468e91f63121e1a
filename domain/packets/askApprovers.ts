import { In } from "typeorm";
import { Employee, type Packet } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { findHolders } from "../people/findHolders";
import { findLineAbove } from "../people/findLineAbove";
import { record } from "../record";

/** How many of those who may approve are asked: two must, and one may be away. */
const asked = 4;

/**
 * Asks the nearest above the giver, then finance and executives, for their approval. @throws Conflict where fewer are
 * left than must approve: who gives and who gets do not count
 */
export async function askApprovers(ctx: Context, packet: Packet, receivers: readonly Employee[]): Promise<void> {
  const barred = new Set([ctx.actor.id, ...receivers.map(({ id }) => id)]);
  const line = await findLineAbove(ctx.db, ctx.actor.id);
  const keepers = await findHolders(ctx.db, ["finance", "executive"]);
  const candidates = [...new Set([...line, ...keepers])].filter((id) => !barred.has(id));
  const active = await ctx.db.findBy(Employee, { id: In(candidates), status: "active" });
  const ids = candidates.filter((id) => active.some((person) => person.id === id)).slice(0, asked);
  if (ids.length < packet.approvalsNeeded) throw new Conflict("packet.noApprovers", { needed: packet.approvalsNeeded });
  await record(
    ctx,
    "packet.asked",
    packet.id,
    { approvers: ids },
    { to: ids, template: "packetAsked", kind: "approval", subjectId: packet.id, data: { packetId: packet.id } },
  );
}
