import { In } from "typeorm";
import { type AwardRule, type Budget, Employee, Packet, PacketPart } from "../../entities";
import { alertBudgets } from "../budgets/alertBudgets";
import { chooseBudget, findBudgetsFor } from "../budgets/findBudgetsFor";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { insertMany } from "../insertMany";
import { booking } from "../ledger/Booking";
import { lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { newId } from "../newId";
import { recordAll } from "../record";
import { findLimits } from "./packetLimits";
import { waitingPart } from "./requestPacket";

type Rule = Pick<AwardRule, "id" | "amountFen" | "wasMadeBy">;

/** One person's money for one fact. */
export interface RuleGift {
  fact: string;
  employeeId: string;
  reason: string;
  keyResultId?: string | null;
}

/** `packetId` when it is owed now, or was before; else why not: `packet.partLimits`, `packet.noBudget`,
 * `packet.budgetShort`, `packet.ownRule`, `person.notFound`. */
export type GiftResult = { packetId: string } | { refused: string };

/**
 * Owes what a rule gives, once for each fact for ever, in a fixed number of statements per five hundred. Budgets are
 * drawn on in the order of the gifts. The awards beside it are the rule's own affair.
 */
export async function oweByRule(work: Work, rule: Rule, gifts: readonly RuleGift[]): Promise<Map<string, GiftResult>> {
  if (gifts.length === 0) return new Map();
  const head = await lockLedger(work);
  const { minFen, maxFen } = await findLimits(work.db, work.company);
  const isPayable = rule.amountFen >= minFen && rule.amountFen <= maxFen;
  const standing = await findStanding(
    work,
    gifts.map(({ fact }) => factOf(rule, fact)),
  );
  const people = await findPeople(work, gifts);
  const month = businessDayOf(work.now, work.company.zone).slice(0, 7);
  const departmentIds = [...people.values()].flatMap(({ departmentId }) => departmentId ?? []);
  const budgets = await findBudgetsFor(work.db, departmentIds, month);
  const plan = planGifts(work, rule, gifts, { standing, people, budgets, isPayable });
  await insertMany(work.db, Packet, plan.packets);
  await insertMany(work.db, PacketPart, plan.parts);
  await post(
    work,
    head,
    plan.packets.map(({ id, budgetId }, index) => booking.reserve(id, budgetId, [plan.parts[index]!])),
  );
  await alertBudgets(work, [...new Set(plan.packets.map(({ budgetId }) => budgetId))]);
  await recordAll(
    work,
    plan.packets.map(({ id, totalFen }) => ({
      name: "packet.owedByRule",
      subjectId: id,
      data: { ruleId: rule.id, totalFen },
    })),
  );
  return plan.results;
}

const factOf = ({ id }: Pick<AwardRule, "id">, fact: string) => `${id}:${fact}`;

interface Known {
  /** Packets there are already, by their fact. */
  standing: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, Employee>;
  /** What each department may draw on, in turn. */
  budgets: ReadonlyMap<string, readonly Budget[]>;
  /** False where a limit was changed since the rule was written: the provider, or a day, would not bear it. */
  isPayable: boolean;
}

/** Who gets something, and why the others do not; reads and writes nothing. */
function planGifts(
  work: Work,
  rule: Rule,
  gifts: readonly RuleGift[],
  { standing, people, budgets, isPayable }: Known,
) {
  const left = new Map([...budgets.values()].flat().map(({ id, leftFen }) => [id, leftFen]));
  const plan = { packets: [] as Packet[], parts: [] as PacketPart[], results: new Map<string, GiftResult>() };
  for (const gift of gifts) {
    const before = standing.get(factOf(rule, gift.fact));
    if (before !== undefined) plan.results.set(gift.fact, { packetId: before });
    if (plan.results.has(gift.fact)) continue;
    const person = people.get(gift.employeeId);
    const budget = chooseBudget(budgets.get(person?.departmentId ?? ""), rule.amountFen, ({ id }) => left.get(id)!);
    const refused = refusalOf(rule, gift, { person, isPayable, leftFen: budget && left.get(budget.id) });
    if (refused !== undefined || !person || !budget) {
      plan.results.set(gift.fact, { refused: refused ?? "packet.noBudget" });
      continue;
    }
    left.set(budget.id, left.get(budget.id)! - rule.amountFen);
    const packet = packetOf(work, rule, gift, budget.id);
    const part = waitingPart(work, packet, person, rule.amountFen, plan.parts.length);
    plan.packets.push(packet);
    plan.parts.push(Object.assign(part, { state: "owed", nextAt: work.now }));
    plan.results.set(gift.fact, { packetId: packet.id });
  }
  return plan;
}

/** Nobody gets money by a rule they ever had a hand in. */
function refusalOf(
  rule: Rule,
  { employeeId }: RuleGift,
  { person, isPayable, leftFen }: { person: Employee | undefined; isPayable: boolean; leftFen: number | undefined },
): string | undefined {
  if (!person) return "person.notFound";
  if (rule.wasMadeBy(employeeId)) return "packet.ownRule";
  if (!isPayable) return "packet.partLimits";
  if (leftFen === undefined) return "packet.noBudget";
  return leftFen < rule.amountFen ? "packet.budgetShort" : undefined;
}

const chunk = 500;

async function findStanding({ db }: Work, facts: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < facts.length; start += chunk)
    for (const { id, fact } of await db.find(Packet, {
      select: { id: true, fact: true },
      where: { fact: In(facts.slice(start, start + chunk)) },
    }))
      found.set(fact ?? "", id);
  return found;
}

async function findPeople({ db }: Work, gifts: readonly RuleGift[]): Promise<Map<string, Employee>> {
  const ids = [...new Set(gifts.map(({ employeeId }) => employeeId))];
  const people = new Map<string, Employee>();
  for (let start = 0; start < ids.length; start += chunk)
    for (const person of await db.findBy(Employee, { id: In(ids.slice(start, start + chunk)), status: "active" }))
      people.set(person.id, person);
  return people;
}

const packetOf = ({ db, now }: Work, rule: Pick<AwardRule, "id" | "amountFen">, gift: RuleGift, budgetId: string) =>
  db.create(Packet, {
    id: newId(now),
    giverId: null,
    ruleId: rule.id,
    fact: factOf(rule, gift.fact),
    budgetId,
    teamId: null,
    split: "single",
    totalFen: rule.amountFen,
    reason: gift.reason.slice(0, 100),
    value: null,
    keyResultId: gift.keyResultId ?? null,
    state: "approved",
    approvalsNeeded: 0,
    requestedAt: now,
    decidedAt: now,
  });
