import { Packet, PacketPart } from "../../entities";
import type { Work } from "../context";
import { findHolders } from "../people/findHolders";
import { record } from "../record";

/** A part that may not be paid as things are: it fails, and finance decides. Nothing was called. */
export async function refusePart(
  work: Work,
  { partId, leaseNo }: { partId: string; leaseNo: number },
  error: string,
): Promise<void> {
  const { affected } = await work.db.update(
    PacketPart,
    { id: partId, leaseNo, state: "owed" },
    { state: "failed", nextAt: null, heldAt: work.now, lastError: error },
  );
  if (affected !== 1) return;
  const part = await work.db.findOneByOrFail(PacketPart, { id: partId });
  const packet = await work.db.findOneByOrFail(Packet, { id: part.packetId });
  await record(
    work,
    "payout.refused",
    partId,
    { error, packetId: packet.id },
    {
      to: [packet.giverId, ...(await findHolders(work.db, ["finance"]))],
      template: "payoutFailed",
      kind: "approval",
      subjectId: packet.id,
      data: { packetId: packet.id, partId },
    },
  );
}
