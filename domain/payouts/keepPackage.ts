import { type PacketPart, Payout } from "../../entities";
import type { BillOutcome, Work } from "../context";
import { record } from "../record";

const confirmHours = 24;

/**
 * Keeps what opens the receiver's page in WeChat as long as there is something to confirm, and tells them once that
 * there is: they have a day from now.
 */
export async function keepPackage(
  work: Work,
  { payout, part }: { payout: Payout; part: PacketPart },
  outcome: BillOutcome,
): Promise<void> {
  const isOpen = payout.state === "asked" || payout.state === "paid";
  if (!isOpen || outcome.kind !== "accepted") return;
  const packageInfo = outcome.packageInfo ?? (outcome.isToConfirm ? payout.packageInfo : null);
  if (packageInfo === payout.packageInfo) return;
  await work.db.update(Payout, payout.id, { packageInfo });
  if (packageInfo === null || payout.packageInfo !== null) return;
  const { id: partId, employeeId, packetId } = part;
  await record(
    work,
    "payout.toConfirm",
    partId,
    { packetId },
    {
      to: [employeeId],
      template: "payoutToConfirm",
      kind: "recognition",
      subjectId: packetId,
      data: { packetId, partId },
      hours: confirmHours,
    },
  );
}
