import { Packet, PacketPart } from "../../entities";
import type { Work } from "../context";
import { NotFound } from "../errors";
import { type LedgerHead, lockLedger } from "../ledger/lockLedger";
import { findLineAbove } from "../people/findLineAbove";
import type { PacketPlace } from "./packetPolicy";

export interface LockedPacket extends PacketPlace {
  parts: PacketPart[];
  head: LedgerHead;
}

/** A packet and its parts as they are now; nobody changes them, or moves money, until the unit of work ends. */
export async function lockPacket(work: Work, id: string): Promise<LockedPacket> {
  const head = await lockLedger(work);
  const packet = await work.db.findOneBy(Packet, { id });
  if (!packet) throw new NotFound("packet.notFound");
  const parts = await work.db.find(PacketPart, { where: { packetId: id }, order: { id: "ASC" } });
  const lineAbove = packet.giverId === null ? [] : await findLineAbove(work.db, packet.giverId);
  return { packet, parts, head, lineAbove, receiverIds: parts.map(({ employeeId }) => employeeId) };
}
