import { Packet, PacketPart, Payout } from "../../entities";
import type { BillOutcome, Work } from "../context";
import { type LedgerHead, lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { findHolders } from "../people/findHolders";
import { type Owed, record } from "../record";
import { askMinutes, inMinutes } from "./askMinutes";
import { bookingsOf } from "./bookingsOf";
import { budgetOfBill } from "./budgetOfBill";
import { holdPart } from "./holdPart";
import { isRemembered } from "./isRemembered";
import { keepPackage } from "./keepPackage";
import { isPaidOtherwise } from "./mayRepeat";
import { noteLateBill } from "./noteLateBill";
import { freezePayouts } from "./setPayouts";

/** What is not taken within a day comes back: looked at each hour until then, and each six later. */
const paidMinutes = 60;
/** No bill of anybody would get through: all payouts wait until somebody has mended it. */
const merchantFaults = new Set([
  "NOTENOUGH",
  "NOT_ENOUGH",
  "CERTIFICATE",
  "CA_ERROR",
  "SIGN_ERROR",
  "WORKWX_SIGN_ERROR",
  "WORKWX_MCHID_ERROR",
  "APPID_MCHID_NOT_MATCH",
  "ILLEGAL_APPID",
  "MCH_NOT_EXISTS",
  "NO_COMPETENCE",
  "API_METHOD_CLOSED",
]);

/** How far a bill has got; it only ever goes forward, whatever order answers come in. */
const rank = { asked: 0, failed: 1, paid: 2, received: 3, refunded: 4, lapsed: 4 } as const;
type Known = Extract<BillOutcome, { kind: keyof typeof rank }>;
type Unknown = Exclude<BillOutcome, Known>;
const isKnown = (outcome: BillOutcome): outcome is Known => outcome.kind in rank;

/**
 * Writes down what is known of a bill: from the answer to our call, a query or the provider's callback, in any order,
 * any number of times. Money is booked when it has left, and again when it comes back.
 */
export async function settleBill(work: Work, billNo: string, told: BillOutcome): Promise<void> {
  const head = await lockLedger(work);
  const payout = await work.db.findOneBy(Payout, { billNo });
  // The provider tells of bills that are not ours, too: the reconciliation finds them.
  if (!payout) return;
  const part = await work.db.findOneByOrFail(PacketPart, { id: payout.partId });
  const settled = { payout, part };
  const outcome = lapsedOf(payout, told);
  if (!isKnown(outcome)) return wait(work, settled, outcome);
  if (payout.state === "failed") return settleFailed(work, head, settled, outcome);
  if (contradicts(payout, outcome))
    return isCurrent(settled) ? holdPart(work, part, "payout.paidAfterFailure") : undefined;
  if (rank[outcome.kind] <= rank[payout.state]) {
    if (payout.state === "paid") await askAgain(work, settled, paidMinutes);
    return;
  }
  await move(work, head, settled, outcome);
}

/**
 * What is said last is so: where the money is still there for it, it is booked as if it had never failed. Where it was
 * given by another bill or went back to the budget, finance books it.
 */
async function settleFailed(work: Work, head: LedgerHead, settled: Settled, outcome: Known) {
  if (outcome.kind === "failed" || outcome.kind === "lapsed") return;
  if (isCurrent(settled)) return move(work, head, settled, outcome);
  await noteLateBill(work, head, settled, outcome);
}

const isBooked = ({ state }: Payout) => state === "paid" || state === "received";

/** No other bill followed it, and its money is where it was. */
const isCurrent = ({ payout, part }: Settled) => payout.attempt === part.attempt && part.state !== "cancelled";

/** What could never be confirmed, as the account was short all day, say, was not left lying: it failed. */
function lapsedOf({ state, packageInfo }: Payout, told: BillOutcome): BillOutcome {
  const isFailure = told.kind === "lapsed" && state === "asked" && packageInfo === null;
  return isFailure ? { kind: "failed", error: told.error } : told;
}

/** What came back is given again: that it was received is for people to mend, and so is what is said to have lapsed then. */
const contradicts = ({ state }: Payout, { kind }: Known): boolean =>
  (state === "refunded" && kind === "received") || (state === "received" && kind === "lapsed");

interface Settled {
  payout: Payout;
  part: PacketPart;
}

async function move(work: Work, head: LedgerHead, settled: Settled, outcome: Known) {
  const { payout, part } = settled;
  const packet = await work.db.findOneByOrFail(Packet, { id: part.packetId });
  const { billNo, amountFen } = payout;
  const budgetId = isBooked(payout) ? await budgetOfBill(work, billNo) : packet.budgetId;
  const bookings = bookingsOf(payout, budgetId, outcome.kind);
  await post(work, head, bookings);
  const isFailed = outcome.kind === "failed";
  const hasLeft = bookings.some(({ kind }) => kind === "pay");
  const state = outcome.kind === "lapsed" ? "refunded" : outcome.kind;
  const settledAt = state === "paid" ? null : work.now;
  const providerNo = isFailed ? payout.providerNo : (outcome.providerNo ?? payout.providerNo);
  const packageInfo = state === "paid" ? payout.packageInfo : null;
  await work.db.update(Payout, payout.id, { state, providerNo, packageInfo, settledAt });
  if (isCurrent(settled))
    await work.db.update(PacketPart, part.id, {
      state,
      paidAt: part.paidAt ?? (hasLeft ? work.now : null),
      settledAt,
      nextAt: outcome.kind === "paid" ? inMinutes(work.now, paidMinutes) : null,
      lastError: isFailed ? outcome.error.slice(0, 60) : null,
      heldAt: isFailed ? work.now : null,
      tries: 0,
    });
  const owed = await owedFor(work, packet, part, outcome.kind);
  await record(work, `payout.${outcome.kind}`, part.id, { billNo, amountFen, packetId: packet.id }, ...owed);
}

/** The giver and finance hear of what failed, the giver of what was not taken. */
async function owedFor(work: Work, packet: Packet, part: PacketPart, kind: Known["kind"]): Promise<Owed[]> {
  const told = { kind: "approval", subjectId: packet.id, data: { packetId: packet.id, partId: part.id } } as const;
  if (kind === "failed")
    return [{ ...told, template: "payoutFailed", to: [packet.giverId, ...(await findHolders(work.db, ["finance"]))] }];
  return kind === "refunded" || kind === "lapsed"
    ? [{ ...told, template: "payoutRefunded", to: [packet.giverId] }]
    : [];
}

/** Nothing certain yet: it is asked after later and later, and a person is told when that does not help. */
async function wait(work: Work, settled: Settled, outcome: Unknown) {
  const { payout, part } = settled;
  if (!isCurrent(settled)) return;
  await keepPackage(work, settled, outcome);
  if (payout.state === "paid") {
    if (outcome.kind === "absent") return holdPart(work, part, "payout.forgotten");
    return askAgain(work, settled, paidMinutes);
  }
  if (payout.state !== "asked") return;
  const error = "error" in outcome ? outcome.error.slice(0, 60) : outcome.kind;
  if (outcome.kind === "stopped") {
    if (!merchantFaults.has(outcome.error)) return holdPart(work, part, error);
    await freezePayouts(work, "merchant", error);
  }
  if (outcome.kind === "absent" && !isRemembered(work, payout)) return holdPart(work, part, "payout.forgotten");
  if (outcome.kind === "absent" && (await isPaidOtherwise(work, payout)))
    return holdPart(work, part, "payout.paidAfterFailure");
  await work.db.update(PacketPart, part.id, { lastError: error });
  const wanted = askMinutes(part.tries);
  const minutes = outcome.kind === "later" ? Math.max(wanted, outcome.afterSeconds / 60) : wanted;
  await askAgain(work, settled, minutes);
}

/** Until the provider's memory ends; then people must look. */
async function askAgain(work: Work, settled: Settled, minutes: number) {
  const { payout, part } = settled;
  if (!isCurrent(settled)) return;
  if (!isRemembered(work, payout)) return holdPart(work, part, part.lastError ?? "payout.notTaken");
  await work.db.update(PacketPart, part.id, { nextAt: inMinutes(work.now, minutes), tries: part.tries + 1 });
}
