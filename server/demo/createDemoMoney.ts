import { ensureBudget } from "../../domain/budgets/grantBudget";
import { addDays, businessDayOf, instantAt } from "../../domain/calendar";
import type { Work } from "../../domain/context";
import { insertMany } from "../../domain/insertMany";
import { booking } from "../../domain/ledger/Booking";
import { lockLedger } from "../../domain/ledger/lockLedger";
import { post } from "../../domain/ledger/post";
import { newId } from "../../domain/newId";
import { record } from "../../domain/record";
import { Award, type Budget, Department, Packet, PacketPart, Payout } from "../../entities";

/** Yuan of this month, by the department's name. */
const budgets: [department: string, yuan: number][] = [
  ["云裳服饰", 20_000],
  ["运营部", 5_000],
  ["客服部", 2_000],
];

/** Given and taken so long ago that no statement of the provider is held against them any more. */
const packets: { giver: string; receiver: string; fen: number; reason: string; daysAgo: number; budget: string }[] = [
  { giver: "zhouyan", receiver: "zhangsan", fen: 5_000, reason: "会员日当天零差错", daysAgo: 5, budget: "运营部" },
  { giver: "sunlei", receiver: "fengyu", fen: 8_880, reason: "直播间新增粉丝第一", daysAgo: 4, budget: "运营部" },
  { giver: "wangfang", receiver: "dengyi", fen: 3_000, reason: "夜里接住了所有售后", daysAgo: 3, budget: "客服部" },
];

/** Budgets of the running month, and a few packets that were given and taken. Nobody is told of them any more. */
export async function createDemoMoney(work: Work, people: ReadonlyMap<string, string>): Promise<void> {
  const month = businessDayOf(work.now, work.company.zone).slice(0, 7);
  const head = await lockLedger(work);
  const made = new Map<string, Budget>();
  for (const [name, yuan] of budgets) {
    const { id: departmentId } = await work.db.findOneByOrFail(Department, { name });
    const budget = await ensureBudget(work, departmentId, month);
    made.set(name, budget);
    await post(work, head, [booking.grant(newId(work.now), budget, yuan * 100)]);
    await record(work, "budget.granted", budget.id, { departmentId, month, amountFen: yuan * 100 });
  }
  for (const [index, plan] of packets.entries()) {
    const budgetId = made.get(plan.budget)!.id;
    const employeeId = people.get(plan.receiver)!;
    const { packet, part, payout, award } = rowsOf(work, plan, { budgetId, employeeId, people, index });
    await work.db.insert(Packet, packet);
    await insertMany(work.db, PacketPart, [part]);
    await insertMany(work.db, Payout, [payout]);
    await insertMany(work.db, Award, [award]);
    await post({ ...work, now: packet.requestedAt }, head, [
      booking.reserve(packet.id, budgetId, [part]),
      booking.pay(payout.billNo, budgetId, employeeId, plan.fen),
    ]);
  }
}

interface Frame {
  budgetId: string;
  employeeId: string;
  people: ReadonlyMap<string, string>;
  index: number;
}

function rowsOf(work: Work, plan: (typeof packets)[number], { budgetId, employeeId, people, index }: Frame) {
  const { db, now, company } = work;
  const day = addDays(businessDayOf(now, company.zone), -plan.daysAgo);
  const at = instantAt(day, "18:05", company.zone);
  const giverId = people.get(plan.giver)!;
  const common = { employeeId, amountFen: plan.fen, settledAt: at };
  const packet = db.create(Packet, {
    id: newId(at, index),
    giverId,
    ruleId: null,
    fact: null,
    budgetId,
    teamId: null,
    split: "single",
    totalFen: plan.fen,
    reason: plan.reason,
    value: null,
    keyResultId: null,
    state: "approved",
    approvalsNeeded: 0,
    requestedAt: at,
    decidedAt: at,
  });
  const part = db.create(PacketPart, {
    ...common,
    id: newId(at, index),
    packetId: packet.id,
    state: "received",
    attempt: 1,
    nextAt: null,
    leaseNo: 1,
    tries: 0,
    lastError: null,
    heldAt: null,
    createdAt: at,
    paidAt: at,
  });
  const payout = db.create(Payout, {
    ...common,
    id: newId(at, index),
    partId: part.id,
    attempt: 1,
    provider: "wecom",
    billNo: `DEMO${String(index + 1).padStart(8, "0")}`,
    openid: `sandbox-${plan.receiver}`,
    wishing: plan.reason,
    actName: "红包奖励",
    remark: plan.reason,
    nonce: `demo${index + 1}`,
    state: "received",
    providerNo: `demo${index + 1}`,
    createdAt: at,
  });
  return { packet, part, payout, award: awardOf(work, packet, { employeeId, at, index }) };
}

const awardOf = (
  { db }: Work,
  packet: Packet,
  { employeeId, at, index }: { employeeId: string; at: Date; index: number },
): Award =>
  db.create(Award, {
    id: newId(at, index),
    kind: "packet",
    badgeCode: null,
    employeeId,
    givenById: packet.giverId,
    reason: packet.reason,
    keyResultId: null,
    checkInId: null,
    fact: null,
    teamId: null,
    occasionId: null,
    ruleId: null,
    packetId: packet.id,
    value: null,
    figure: null,
    certificateNo: null,
    awardedAt: at,
    revokedAt: null,
  });
