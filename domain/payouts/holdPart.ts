import { PacketPart } from "../../entities";
import type { Work } from "../context";
import { findHolders } from "../people/findHolders";
import { type Owed, record } from "../record";

/**
 * Nothing more is done by itself; finance sees it in the list of what is held, and is told once for the same. The caller
 * holds the ledger.
 */
export async function holdPart(work: Work, part: PacketPart, error: string): Promise<void> {
  const isKnown = part.heldAt !== null && part.lastError === error;
  await work.db.update(PacketPart, part.id, { nextAt: null, heldAt: part.heldAt ?? work.now, lastError: error });
  if (isKnown) return;
  await record(work, "payout.held", part.id, { error }, await heldNotice(work, part));
}

export const heldNotice = async ({ db }: Work, { id, packetId }: PacketPart, more: object = {}): Promise<Owed> => ({
  to: await findHolders(db, ["finance"]),
  template: "payoutHeld",
  kind: "approval",
  subjectId: packetId,
  data: { packetId, partId: id, ...more },
});
