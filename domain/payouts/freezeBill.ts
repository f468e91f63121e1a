import { Packet, PacketPart, Payout } from "../../entities";
import type { Bill, Payer, Work } from "../context";
import { cutBytes } from "../cutBytes";
import { lockLedger } from "../ledger/lockLedger";
import { newId } from "../newId";
import { billNoOf, nonceOf } from "./billNoOf";
import { type Accounts, findRefusal } from "./findRefusal";
import { arePayoutsFrozen } from "./setPayouts";

/** What became of the wish to freeze a bill. */
export type Frozen = { bill: Bill } | { refused: string } | "taken" | "frozen";

interface Leased {
  partId: string;
  leaseNo: number;
}

/** By whom it is paid, and what they call the people it is about, by employee id. */
type Paying = Pick<Payer, "provider" | "account"> & Accounts;

/**
 * Freezes the whole request of one part's next bill, in the transaction before the first call: whatever happens then,
 * it is repeated unchanged. `openids` were read just before (findRefusal).
 */
export async function freezeBill(
  work: Work,
  { partId, leaseNo }: Leased,
  { provider, account, ...accounts }: Paying,
): Promise<Frozen> {
  // Who gives the part up, or stops all payouts, is either heard here or waits until the bill is there.
  await lockLedger(work);
  if (await arePayoutsFrozen(work)) return "frozen";
  const part = await work.db.findOneBy(PacketPart, { id: partId });
  // Somebody else has it, or a person settled it meanwhile.
  if (!part || part.leaseNo !== leaseNo || part.state !== "owed") return "taken";
  const packet = await work.db.findOneByOrFail(Packet, { id: part.packetId });
  const refused = await findRefusal(work, { part, packet }, accounts);
  if (refused) return { refused };
  const attempt = part.attempt + 1;
  const billNo = billNoOf(work.company.auditKey, packet, part, attempt);
  const bill: Bill = {
    billNo,
    openid: accounts.openids.get(part.employeeId)!,
    ...(account && { appId: account.appId }),
    amountFen: part.amountFen,
    wishing: cutBytes(packet.reason, 128),
    actName: "即时激励",
    remark: cutBytes(packet.reason, 256),
    nonce: nonceOf(work.company.auditKey, billNo),
  };
  const begun = { partId, attempt, employeeId: part.employeeId, provider, mchId: account?.mchId ?? null };
  const frozen = { ...begun, ...bill, createdAt: work.now };
  await work.db.insert(Payout, { id: newId(work.now), state: "asked", ...frozen });
  await work.db.update(PacketPart, part.id, { state: "paying", attempt, tries: 0, lastError: null });
  return { bill };
}
