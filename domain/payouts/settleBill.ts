import { Packet, PacketPart, Payout } from "../../entities";
import type { BillOutcome, Work } from "../context";
import { type LedgerHead, lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { findHolders } from "../people/findHolders";
import { type Owed, record } from "../record";
import { bookingsOf } from "./bookingsOf";
import { keepPackage } from "./keepPackage";
import { freezePayouts } from "./setPayouts";

/** Minutes until it is asked after again, by tries since the last change. */
const askMinutes = [1, 2, 5, 10, 20, 30, 60, 120];
/** What is not taken within a day comes back: looked at each hour until then, and each six later. */
const paidMinutes = 60;
/** The provider answers questions for thirty days: what is unknown after so many goes to finance. */
const unknownDays = 25;
const dayMs = 86_400_000;
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
  const outcome = lapsedOf(payout, told);
  if (!isKnown(outcome)) return wait(work, payout, part, outcome);
  if (contradicts(payout, outcome)) return hold(work, part, "payout.paidAfterFailure");
  if (payout.state === "failed") return;
  if (rank[outcome.kind] <= rank[payout.state]) {
    if (payout.state === "paid") await askAgain(work, { payout, part }, paidMinutes);
    return;
  }
  await move(work, head, { payout, part }, outcome);
}

/** What could never be confirmed, as the account was short all day, say, was not left lying: it failed. */
function lapsedOf({ state, packageInfo }: Payout, told: BillOutcome): BillOutcome {
  const isFailure = told.kind === "lapsed" && state === "asked" && packageInfo === null;
  return isFailure ? { kind: "failed", error: told.error } : told;
}

/**
 * What failed is paid by another bill, or given up, and what came back is given again: that it was paid after all is
 * for people to mend. So is what was with the person and is said to have lapsed.
 */
function contradicts({ state }: Payout, { kind }: Known): boolean {
  if (state === "failed") return kind !== "failed" && kind !== "lapsed";
  return (state === "refunded" && kind === "received") || (state === "received" && kind === "lapsed");
}

interface Settled {
  payout: Payout;
  part: PacketPart;
}

async function move(work: Work, head: LedgerHead, { payout, part }: Settled, outcome: Known) {
  const packet = await work.db.findOneByOrFail(Packet, { id: part.packetId });
  const { billNo, amountFen } = payout;
  const bookings = bookingsOf(payout, packet.budgetId, outcome.kind);
  await post(work, head, bookings);
  const isFailed = outcome.kind === "failed";
  const hasLeft = bookings.some(({ kind }) => kind === "pay");
  const state = outcome.kind === "lapsed" ? "refunded" : outcome.kind;
  const settledAt = state === "paid" ? null : work.now;
  const providerNo = isFailed ? payout.providerNo : (outcome.providerNo ?? payout.providerNo);
  const packageInfo = state === "paid" ? payout.packageInfo : null;
  await work.db.update(Payout, payout.id, { state, providerNo, packageInfo, settledAt });
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
async function wait(work: Work, payout: Payout, part: PacketPart, outcome: Unknown) {
  await keepPackage(work, { payout, part }, outcome);
  if (payout.state === "paid") return askAgain(work, { payout, part }, paidMinutes);
  if (payout.state !== "asked") return;
  const error = "error" in outcome ? outcome.error.slice(0, 60) : outcome.kind;
  if (outcome.kind === "stopped") {
    if (!merchantFaults.has(outcome.error)) return hold(work, part, error);
    await freezePayouts(work, "merchant", error);
  }
  await work.db.update(PacketPart, part.id, { lastError: error });
  const wanted = askMinutes[Math.min(part.tries, askMinutes.length - 1)]!;
  const minutes = outcome.kind === "later" ? Math.max(wanted, outcome.afterSeconds / 60) : wanted;
  await askAgain(work, { payout, part }, minutes);
}

/** Until the provider's memory ends; then people must look. */
async function askAgain(work: Work, { payout, part }: Settled, minutes: number) {
  if (work.now.getTime() - payout.createdAt.getTime() > unknownDays * dayMs)
    return hold(work, part, part.lastError ?? "payout.notTaken");
  await work.db.update(PacketPart, part.id, { nextAt: inMinutes(work.now, minutes), tries: part.tries + 1 });
}

const inMinutes = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Nothing more is done by itself; finance sees it in the list of what is held. */
async function hold(work: Work, part: PacketPart, error: string) {
  await work.db.update(PacketPart, part.id, { nextAt: null, heldAt: work.now, lastError: error });
  await record(
    work,
    "payout.held",
    part.id,
    { error },
    {
      to: await findHolders(work.db, ["finance"]),
      template: "payoutHeld",
      kind: "approval",
      subjectId: part.packetId,
      data: { packetId: part.packetId, partId: part.id },
    },
  );
}
