import { Packet, type PacketPart, Payout } from "../../entities";
import type { BillOutcome, Work } from "../context";
import { booking } from "../ledger/Booking";
import type { LedgerHead } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { record } from "../record";
import { heldNotice } from "./holdPart";

type Late = Extract<BillOutcome, { kind: "paid" | "received" | "refunded" }>;

/**
 * A bill that had failed was paid after all, and its money was given otherwise: finance is told once, and books it
 * (bookPaidPart). A later bill is asked after as before. What has come back again costs nobody anything.
 */
export async function noteLateBill(
  work: Work,
  head: LedgerHead,
  { payout, part }: { payout: Payout; part: PacketPart },
  { kind, providerNo }: Late,
): Promise<void> {
  const { id, billNo, employeeId, amountFen, lateState } = payout;
  if (kind === "refunded") {
    const { budgetId } = await work.db.findOneByOrFail(Packet, { id: part.packetId });
    await post(work, head, [
      booking.payBeyond(billNo, budgetId, employeeId, amountFen),
      booking.return(billNo, budgetId, employeeId, amountFen),
    ]);
    await work.db.update(Payout, id, { state: kind, lateState: null, providerNo, settledAt: work.now });
    await record(work, "payout.refunded", part.id, { billNo, amountFen, packetId: part.packetId });
    return;
  }
  if (lateState !== "received") await work.db.update(Payout, id, { lateState: kind, providerNo });
  if (lateState !== null) return;
  await record(
    work,
    "payout.paidLate",
    part.id,
    { billNo, amountFen, packetId: part.packetId },
    await heldNotice(work, part, { isLate: true }),
  );
}
