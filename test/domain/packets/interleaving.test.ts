import fc from "fast-check";
import { In, IsNull } from "typeorm";
import { grantBudget } from "../../../domain/budgets/grantBudget";
import type { BillOutcome } from "../../../domain/context";
import { DomainError } from "../../../domain/errors";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { approvePacket } from "../../../domain/packets/approvePacket";
import { cancelPacket, returnPacket } from "../../../domain/packets/endPacket";
import { oweByRule } from "../../../domain/packets/oweByRule";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { giveUpPart, resumePart } from "../../../domain/payouts/resumePart";
import { freezePayouts, thawPayouts } from "../../../domain/payouts/setPayouts";
import { settleBill } from "../../../domain/payouts/settleBill";
import { transact } from "../../../domain/transact";
import { AwardRule, Budget, Packet, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import type { FakeMerchant, Trouble } from "./FakeMerchant";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "./moneyWorld";

/** What may happen, in any order and any number of times. Numbers choose among what is there. */
type Step =
  | { kind: "give"; person: number; fen: number }
  | { kind: "giveTeam"; fen: number; isLucky: boolean }
  | { kind: "rule"; person: number; fact: number }
  | { kind: "approve"; packet: number; isFinance: boolean }
  | { kind: "return"; packet: number }
  | { kind: "cancel"; packet: number }
  | { kind: "grant"; fen: number }
  | { kind: "pay"; troubles: Trouble[]; crashAfter: number | null }
  | { kind: "callback"; bill: number; times: number; isOld: boolean }
  | { kind: "take"; bill: number }
  | { kind: "refund"; bill: number }
  | { kind: "lapse"; bill: number }
  | { kind: "way"; isToConfirm: boolean }
  | { kind: "resume"; part: number }
  | { kind: "giveUp"; part: number }
  | { kind: "freeze" }
  | { kind: "thaw" }
  | { kind: "wait"; minutes: number };

const index = fc.nat({ max: 50 });
const trouble = fc.constantFrom<Trouble>("none", "lost", "unheard", "failed", "later", "stopped", "throws");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("give"), person: index, fen: fc.integer({ min: 100, max: 20_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("giveTeam"),
      fen: fc.integer({ min: 300, max: 60_000 }),
      isLucky: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rule"), person: index, fact: fc.nat({ max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("approve"), packet: index, isFinance: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("return"), packet: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel"), packet: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("grant"), fen: fc.integer({ min: -50_000, max: 50_000 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("pay"),
      troubles: fc.array(trouble, { maxLength: 6 }),
      crashAfter: fc.option(fc.nat({ max: 6 }), { freq: 2 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("callback"),
      bill: index,
      times: fc.integer({ min: 1, max: 3 }),
      isOld: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("take"), bill: index }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("refund"), bill: index }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("lapse"), bill: index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("way"), isToConfirm: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("resume"), part: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("giveUp"), part: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("freeze") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("thaw") }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait"), minutes: fc.integer({ min: 1, max: 2000 }) }) },
) as fc.Arbitrary<Step>;

class Crash extends Error {}

/** What was so at first may be told last; of a transfer, that it waits, or that the account was charged for it. */
function oldNewsOf(merchant: FakeMerchant, billNo: string): BillOutcome {
  const entry = merchant.books.get(billNo)!;
  if (entry.state === "failed") return merchant.outcomeOf(billNo);
  const isWaiting = entry.isToConfirm && billNo.charCodeAt(0) % 2 === 0;
  return isWaiting ? { kind: "accepted", providerNo: null, isToConfirm: true } : { kind: "paid", providerNo: null };
}

describeEngines("Money, whatever happens in whatever order", (engine) => {
  let world: MoneyWorld;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());

  /** Gives up the process's work after so many units of work: what is committed stays, the rest never was. */
  async function crashing(after: number | null, run: () => Promise<unknown>) {
    const { db } = world.app;
    const transaction = db.transaction.bind(db);
    let count = 0;
    db.transaction = ((work: never) => {
      if (after !== null && count++ >= after) throw new Crash();
      return transaction(work);
    }) as typeof db.transaction;
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      db.transaction = transaction as typeof db.transaction;
    }
  }

  const pick = <Row>(rows: readonly Row[], at: number): Row | undefined => rows[at % Math.max(rows.length, 1)];
  const system = (verb: Parameters<typeof transact>[2]) => transact(world.app, null, verb as never);

  async function act(people: MoneyTeam, one: Step): Promise<unknown> {
    const { merchant, db } = world;
    const { manager, finance, executive, team } = people;
    const packets = () => db.read.find(Packet, { where: { giverId: manager.id }, order: { id: "ASC" } });
    const parts = () =>
      db.read.find(PacketPart, { where: { employeeId: In(people.staff.map(({ id }) => id)) }, order: { id: "ASC" } });
    const bills = [...merchant.books.keys()];
    switch (one.kind) {
      case "give": {
        const to = { employeeId: pick(people.staff, one.person)!.id };
        return world.as(manager, (ctx) => requestPacket(ctx, { to, totalFen: one.fen, reason: "好" }));
      }
      case "giveTeam":
        return world.as(manager, (ctx) =>
          requestPacket(ctx, {
            to: { departmentId: team.id },
            totalFen: one.fen,
            split: one.isLucky ? "lucky" : "equal",
            reason: "好",
          }),
        );
      case "rule": {
        const employeeId = pick(people.staff, one.person)!.id;
        const rule = Object.assign(new AwardRule(), {
          id: `rule-${team.id}`.slice(0, 36),
          amountFen: 500,
          createdById: manager.id,
          approvedById: finance.id,
        });
        const gift = { fact: `${employeeId}:${one.fact}`, employeeId, reason: "达成" };
        return system((work) => oweByRule(work, rule, [gift, gift]));
      }
      case "approve": {
        const packet = pick(await packets(), one.packet);
        return packet && world.as(one.isFinance ? finance : executive, (ctx) => approvePacket(ctx, packet.id));
      }
      case "return": {
        const packet = pick(await packets(), one.packet);
        return packet && world.as(executive, (ctx) => returnPacket(ctx, packet.id, "不"));
      }
      case "cancel": {
        const packet = pick(await packets(), one.packet);
        return packet && world.as(manager, (ctx) => cancelPacket(ctx, packet.id));
      }
      case "grant":
        return world.as(finance, (ctx) =>
          grantBudget(ctx, { departmentId: team.id, month: "2026-05", amountFen: one.fen }),
        );
      case "pay":
        merchant.troubles = [...one.troubles];
        await crashing(one.crashAfter, () => payOut(world.app));
        merchant.troubles = [];
        return;
      case "callback": {
        const billNo = pick(bills, one.bill);
        if (billNo === undefined) return;
        const told = one.isOld ? oldNewsOf(merchant, billNo) : merchant.outcomeOf(billNo);
        for (let time = 0; time < one.times; time++) await system((work) => settleBill(work, billNo, told));
        return;
      }
      case "take":
        return merchant.take(pick(bills, one.bill) ?? "");
      case "refund":
        return merchant.refund(pick(bills, one.bill) ?? "");
      case "lapse":
        return merchant.lapse(pick(bills, one.bill) ?? "");
      case "way":
        merchant.isToConfirm = one.isToConfirm;
        return;
      case "resume":
      case "giveUp": {
        const all = await parts();
        const failed = all.filter(({ heldAt }) => heldAt !== null);
        // Mostly what may be settled, sometimes what may not.
        const part = pick(failed.length > 0 && one.part % 5 > 0 ? failed : all, one.part);
        return part && world.as(finance, (ctx) => (one.kind === "resume" ? resumePart : giveUpPart)(ctx, part.id));
      }
      case "freeze":
        return system((work) => freezePayouts(work, "operator"));
      case "thaw":
        return system(thawPayouts);
      case "wait":
        return world.clock.forward(one.minutes * 60_000);
    }
  }

  /** All trouble is over, and time goes on until nothing is due any more. */
  async function settleDown() {
    world.merchant.troubles = [];
    await system(thawPayouts);
    for (let round = 0; round < 12; round++) {
      for (const billNo of world.merchant.books.keys()) world.merchant.take(billNo);
      world.clock.forward(26 * 3_600_000);
      await payOut(world.app);
    }
  }

  it("is conserved: nobody is paid twice, nobody owed is forgotten, no budget is overdrawn", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        world.clock.set("2026-05-11T02:00:00Z");
        world.merchant.books.clear();
        world.merchant.isToConfirm = false;
        const people = await world.buildTeam({ budgetFen: 100_000 });
        for (const one of steps) {
          // A refusal changes nothing; anything else is a bug.
          await act(people, one).catch((error: unknown) => {
            if (!(error instanceof DomainError)) throw error;
          });
          const { leftFen, reservedFen } = await world.db.read.findOneByOrFail(Budget, {
            departmentId: people.team.id,
          });
          expect(leftFen).toBeGreaterThanOrEqual(0);
          expect(reservedFen).toBeGreaterThanOrEqual(0);
        }
        await settleDown();
        expect((await verifyLedger(world.app)).faults).toEqual([]);
        await expectAgreed(people);
      }),
      { numRuns: engine === "sqlite" ? 60 : 25, seed: 20260511, endOnFailure: true },
    );
  }, 300_000);

  async function expectAgreed(people: MoneyTeam) {
    const where = { employeeId: In(people.staff.map(({ id }) => id)) };
    const payouts = await world.db.read.findBy(Payout, where);
    const byPart = new Map<string, number>();
    for (const { billNo, state, partId, amountFen } of payouts) {
      const entry = world.merchant.books.get(billNo);
      // One that could never be confirmed has failed, and not come back by itself.
      if (entry?.state === "lapsed") expect(["refunded", "failed"]).toContain(state);
      else expect([billNo, state]).toEqual([billNo, entry?.state ?? "asked"]);
      if (entry) expect(entry.bill.amountFen).toBe(amountFen);
      if (entry && entry.state !== "failed" && entry.state !== "lapsed")
        byPart.set(partId, (byPart.get(partId) ?? 0) + 1);
    }
    expect(payouts.filter(({ packageInfo, settledAt }) => packageInfo !== null && settledAt !== null)).toEqual([]);
    // Nothing left the merchant that we know nothing of.
    expect(payouts.filter(({ billNo }) => world.merchant.books.has(billNo))).toHaveLength(world.merchant.books.size);
    for (const count of byPart.values()) expect(count).toBe(1);
    // What came back is nobody's debt any more: no other bill follows it.
    for (const { state, partId, attempt } of payouts)
      if (state === "refunded")
        expect(payouts.some((next) => next.partId === partId && next.attempt > attempt)).toBe(false);
    // What is open waits for people: for their approval, or for what to do about a failure.
    const forgotten = await world.db.read.findBy(PacketPart, [
      { ...where, state: In(["owed", "paying", "paid"]) },
      { ...where, state: "failed", heldAt: IsNull() },
    ]);
    expect(forgotten).toEqual([]);
  }
});
