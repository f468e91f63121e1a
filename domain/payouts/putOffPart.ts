import { PacketPart } from "../../entities";
import type { Work } from "../context";
import { lockLedger } from "../ledger/lockLedger";
import { askMinutes, inMinutes } from "./askMinutes";
import { holdPart } from "./holdPart";

const stuck = "payout.stuck";
const mostTries = 6;

/**
 * A leased part that could not be handled at all, which is a fault of ours: it is tried again later and later, and after
 * some tries a person must look.
 */
export async function putOffPart(work: Work, { partId, leaseNo }: { partId: string; leaseNo: number }): Promise<void> {
  await lockLedger(work);
  const part = await work.db.findOneBy(PacketPart, { id: partId, leaseNo });
  // A person settled it meanwhile.
  if (!part || part.nextAt === null) return;
  const tries = part.lastError === stuck ? part.tries + 1 : 1;
  if (tries >= mostTries) return holdPart(work, part, stuck);
  const nextAt = inMinutes(work.now, askMinutes(tries));
  await work.db.update(PacketPart, part.id, { lastError: stuck, tries, nextAt });
}
