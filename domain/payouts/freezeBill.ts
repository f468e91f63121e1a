import { Employee, Packet, PacketApproval, PacketPart, Payout } from "../../entities";
import type { Bill, Payer, Work } from "../context";
import { cutBytes } from "../cutBytes";
import { lockLedger } from "../ledger/lockLedger";
import { newId } from "../newId";
import { billNoOf, nonceOf } from "./billNoOf";
import { findRuleMakers } from "./findRuleMakers";
import { arePayoutsFrozen } from "./setPayouts";

/** What became of the wish to freeze a bill. */
export type Frozen = { bill: Bill } | { refused: string } | "taken" | "frozen";

interface Leased {
  partId: string;
  leaseNo: number;
}

/** By whom it is paid, and what they call the people it is about, by employee id. */
type Paying = Pick<Payer, "provider" | "account" | "areOpenidsBound"> & { openids: ReadonlyMap<string, string> };

/**
 * Freezes the whole request of one part's next bill, in the transaction before the first call: whatever happens then,
 * it is repeated unchanged. `openids` were read just before: whoever gets money, asked for it and approved it are
 * different people with different accounts (domain §6).
 */
export async function freezeBill(
  work: Work,
  { partId, leaseNo }: Leased,
  { provider, account, areOpenidsBound, openids }: Paying,
): Promise<Frozen> {
  // Who gives the part up, or stops all payouts, is either heard here or waits until the bill is there.
  await lockLedger(work);
  if (await arePayoutsFrozen(work)) return "frozen";
  const part = await work.db.findOneBy(PacketPart, { id: partId });
  // Somebody else has it, or a person settled it meanwhile.
  if (!part || part.leaseNo !== leaseNo || part.state !== "owed") return "taken";
  const packet = await work.db.findOneByOrFail(Packet, { id: part.packetId });
  const receiver = await work.db.findOneBy(Employee, { id: part.employeeId, status: "active" });
  const openid = openids.get(part.employeeId);
  if (!receiver) return { refused: "payout.left" };
  if (openid === undefined) return { refused: "payout.noOpenid" };
  const others = await findOthers(work, packet);
  const makers = (await findRuleMakers(work.db, [packet])).get(packet.ruleId) ?? [];
  const deciders = [...new Set([...others, ...makers])];
  if (deciders.some((id) => id === part.employeeId || openids.get(id) === openid))
    return { refused: "payout.sameAccount" };
  const known = deciders.flatMap((id) => openids.get(id) ?? []);
  if (new Set(known).size < known.length) return { refused: "payout.sameDeciders" };
  if (areOpenidsBound && deciders.some((id) => !openids.has(id))) return { refused: "payout.othersUnbound" };
  const attempt = part.attempt + 1;
  const billNo = billNoOf(work.company.auditKey, packet, part, attempt);
  const bill: Bill = {
    billNo,
    openid,
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

/** Whose accounts must not be the receiver's: the giver's and the approvers'. */
export async function findOthers({ db }: Pick<Work, "db">, packet: Packet): Promise<string[]> {
  const approvals = await db.findBy(PacketApproval, { packetId: packet.id });
  return [packet.giverId, ...approvals.map(({ employeeId }) => employeeId)].filter((id) => id !== null);
}
