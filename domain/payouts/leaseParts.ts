import { randomInt } from "node:crypto";
import { In, IsNull, LessThanOrEqual, Not } from "typeorm";
import { Employee, Packet, PacketApproval, PacketPart, Payout } from "../../entities";
import { addDays, businessDayOf, instantAt, startOfBusinessDay } from "../calendar";
import type { Bill, PayProvider, Work } from "../context";
import { groupBy } from "../groupBy";
import { lockLedger } from "../ledger/lockLedger";
import { findLimits, type Limits } from "../packets/packetLimits";
import { type Begun, findBegun } from "./findBegun";
import { findRuleMakers } from "./findRuleMakers";
import { refusePart } from "./refusePart";
import { arePayoutsFrozen } from "./setPayouts";

/** Something to be done about one part. */
export interface LeasedPart {
  partId: string;
  leaseNo: number;
  /** Frozen before: asked after, and repeated where the provider knows nothing of it. Undefined: to be frozen. */
  bill?: Bill;
  /** By whom the bill was begun: nobody else knows it. */
  provider?: PayProvider;
  mchId?: string | null;
  /** What its receiver confirms it with is known. */
  hasPackage?: boolean;
  /** Accounts to be read just before: the receiver's first, then the giver's and the approvers'. */
  people: { id: string; wecomUserId: string | null }[];
}

/** Whether it is worth taking the ledger's lock. */
export const areAnyDue = ({ db, now }: Pick<Work, "db" | "now">): Promise<boolean> =>
  db.existsBy(PacketPart, { nextAt: LessThanOrEqual(now) });

/** Longer than the calls of a batch may take. */
const leaseMs = 10 * 60_000;

/**
 * Takes parts that are due, in one short transaction. Limits of the day and the minute are kept here, by what was begun
 * so far, under the ledger's lock: all processes together keep them. While payouts are frozen only what is under way
 * already is asked after.
 */
export async function leaseParts(work: Work, most: number): Promise<LeasedPart[]> {
  await lockLedger(work);
  const { db, now } = work;
  const isFrozen = await arePayoutsFrozen(work);
  const due = await db
    .createQueryBuilder(PacketPart, "p")
    .where("p.nextAt <= :now", { now })
    .andWhere(isFrozen ? "p.state <> 'owed'" : "1 = 1")
    .orderBy("p.nextAt", "ASC")
    .addOrderBy("p.id", "ASC")
    .limit(most)
    .getMany();
  if (due.length === 0) return [];
  const taken = await keepLimits(work, due);
  const leaseNo = randomInt(1, 2 ** 48 - 1);
  const ids = taken.map(({ id }) => id);
  if (ids.length === 0) return [];
  await db.update(PacketPart, { id: In(ids) }, { leaseNo, nextAt: new Date(now.getTime() + leaseMs) });
  return describe(work, taken, leaseNo);
}

/** What was leased and not begun is due again at once. */
export async function giveBack(work: Work, leased: readonly LeasedPart[]): Promise<void> {
  const [first] = leased;
  if (!first) return;
  await lockLedger(work);
  const id = In(leased.map(({ partId }) => partId));
  // Of what was settled meanwhile nothing is due any more.
  await work.db.update(
    PacketPart,
    { id, leaseNo: first.leaseNo, nextAt: Not(IsNull()) },
    { leaseNo: 0, nextAt: work.now },
  );
}

/** Leaves out what would exceed a limit, and puts it off. */
async function keepLimits(work: Work, due: readonly PacketPart[]): Promise<PacketPart[]> {
  const owed = due.filter(({ state }) => state === "owed");
  if (owed.length === 0) return [...due];
  const { db, now, company } = work;
  const limits = await findLimits(db, company);
  const today = businessDayOf(now, company.zone);
  const counts = await findBegun(work, startOfBusinessDay(today, company.zone), owed);
  const tomorrow = instantAt(addDays(today, 1), "09:05", company.zone);
  const late: string[] = [];
  const soon: string[] = [];
  const never = owed.filter(({ amountFen }) => amountFen > limits.maxFen);
  const kept = due.filter((part) => {
    if (part.state !== "owed") return true;
    if (never.includes(part)) return false;
    const fits = fitsIn(counts, part, limits);
    if (fits === "day") late.push(part.id);
    if (fits === "minute") soon.push(part.id);
    return fits === "yes";
  });
  if (late.length > 0)
    await db.update(PacketPart, { id: In(late) }, { leaseNo: 0, nextAt: tomorrow, lastError: "payout.dayLimit" });
  if (soon.length > 0)
    await db.update(PacketPart, { id: In(soon) }, { leaseNo: 0, nextAt: new Date(now.getTime() + 60_000) });
  // Limits were lowered since: no day would bear it.
  for (const { id, leaseNo } of never) await refusePart(work, { partId: id, leaseNo }, "payout.aboveLimit");
  return kept;
}

/** Counts the part in where it fits. */
function fitsIn(begun: Begun, { employeeId, amountFen }: PacketPart, limits: Limits): "yes" | "day" | "minute" {
  const person = begun.people.get(employeeId) ?? { fen: 0, count: 0 };
  const isAbove =
    person.fen + amountFen > limits.personDayFen ||
    person.count + 1 > limits.personDayCount ||
    begun.companyFen + amountFen > limits.companyDayFen;
  if (isAbove) return "day";
  if (begun.minute + 1 > limits.perMinute) return "minute";
  begun.minute++;
  begun.companyFen += amountFen;
  begun.people.set(employeeId, { fen: person.fen + amountFen, count: person.count + 1 });
  return "yes";
}

async function describe({ db }: Work, parts: readonly PacketPart[], leaseNo: number): Promise<LeasedPart[]> {
  const packetIds = parts.map(({ packetId }) => packetId);
  const packets = new Map((await db.findBy(Packet, { id: In(packetIds) })).map((packet) => [packet.id, packet]));
  const approvals = groupBy(await db.findBy(PacketApproval, { packetId: In(packetIds) }), ({ packetId }) => packetId);
  const makers = await findRuleMakers(db, packets.values());
  const bills = await db.findBy(Payout, { partId: In(parts.map(({ id }) => id)) });
  const idsOf = ({ packetId, employeeId }: PacketPart) => [
    employeeId,
    packets.get(packetId)?.giverId ?? null,
    ...(approvals.get(packetId) ?? []).map((approval) => approval.employeeId),
    ...(makers.get(packets.get(packetId)?.ruleId ?? null) ?? []),
  ];
  const ids = [...new Set(parts.flatMap(idsOf))].filter((id) => id !== null);
  const people = new Map((await db.findBy(Employee, { id: In(ids) })).map((person) => [person.id, person]));
  return parts.map((part) => ({
    partId: part.id,
    leaseNo,
    ...(part.state !== "owed" && billOf(bills, part)),
    people: idsOf(part).flatMap((id) => (id === null ? [] : (people.get(id) ?? []))),
  }));
}

function billOf(
  bills: readonly Payout[],
  part: PacketPart,
): Omit<LeasedPart, "partId" | "leaseNo" | "people"> | undefined {
  const found = bills.find((one) => one.partId === part.id && one.attempt === part.attempt);
  if (!found) return undefined;
  const { billNo, openid, appId, amountFen, wishing, actName, remark, nonce, provider, mchId, packageInfo } = found;
  const bill = { billNo, openid, ...(appId !== null && { appId }), amountFen, wishing, actName, remark, nonce };
  return { bill, provider, mchId, hasPackage: packageInfo !== null };
}
