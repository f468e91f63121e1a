import type { BillOutcome, Payer, StatementLine } from "../../../domain/context";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { resumePart } from "../../../domain/payouts/resumePart";
import { settleBill } from "../../../domain/payouts/settleBill";
import { transact } from "../../../domain/transact";
import { LedgerTransaction, Notice, PacketPart, Payout } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

const providerNo = "1000041701";
const waiting: BillOutcome = { kind: "accepted", providerNo, isToConfirm: true };
const lapsed: BillOutcome = { kind: "lapsed", providerNo, error: "OVERDUE_CLOSE" };
const charged: BillOutcome = { kind: "paid", providerNo };
const received: BillOutcome = { kind: "received", providerNo };
const cancelled: BillOutcome = { kind: "failed", error: "CANCELLED" };

describeEngines("A transfer that its receiver does not confirm", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    world.merchant.isToConfirm = true;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.books.clear();
    world.merchant.troubles = [];
    people = await world.buildTeam();
    await world.db.transaction((db) => db.query("UPDATE packet_parts SET nextAt = NULL"));
    await world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.staff[0]!.id }, totalFen: 880, reason: "好" }),
    );
  });
  // Statements that are held against it here know of a test's own bill alone.
  afterEach(async () => {
    const { faults } = await verifyLedger(world.app);
    expect(faults.filter(({ kind }) => kind !== "statement")).toEqual([]);
  });

  const part = () => world.db.read.findOneByOrFail(PacketPart, { employeeId: people.staff[0]!.id });
  const payout = () =>
    world.db.read.findOneOrFail(Payout, { where: { employeeId: people.staff[0]!.id }, order: { attempt: "DESC" } });
  const billNo = async () => (await payout()).billNo;
  const tell = async (...outcomes: BillOutcome[]) => {
    const bill = await billNo();
    for (const outcome of outcomes) await transact(world.app, null, (work) => settleBill(work, bill, outcome));
  };
  const told = async (template: string, employeeId: string) =>
    (await world.db.read.findBy(Notice, { template, employeeId })).length;
  const booked = async () => {
    const bill = await payout();
    const keys = [`pay:${bill.billNo}`, `return:${bill.billNo}`, `release:${bill.partId}`];
    const rows = await Promise.all(
      keys.map((idempotencyKey) => world.db.read.countBy(LedgerTransaction, { idempotencyKey })),
    );
    return rows.join("");
  };

  it.each<[string, BillOutcome[]]>([
    ["once", [lapsed]],
    ["twice", [lapsed, lapsed]],
    ["before what was so earlier", [lapsed, waiting, charged]],
    ["beside a failure", [lapsed, cancelled, lapsed]],
  ])("comes back into the budget by itself, told %s, and its giver hears of it", async (_, outcomes) => {
    await payOut(world.app);
    expect(await world.budgetOf(people.team)).toMatchObject({ reservedFen: 880, spentFen: 0 });
    expect(await told("payoutToConfirm", people.staff[0]!.id)).toBe(1);
    await tell(waiting, ...outcomes);
    expect(await part()).toMatchObject({ state: "refunded", heldAt: null, nextAt: null, paidAt: null });
    expect(await payout()).toMatchObject({ state: "refunded", packageInfo: null });
    expect(await world.budgetOf(people.team)).toMatchObject({
      reservedFen: 0,
      spentFen: 0,
      returnedFen: 0,
      leftFen: 1_000_000,
    });
    expect(await booked()).toBe("001");
    expect(await told("payoutRefunded", people.manager.id)).toBe(1);
    expect(await told("payoutFailed", people.manager.id)).toBe(0);
  });

  it("comes back as paid and returned where the account was charged for it meanwhile", async () => {
    await payOut(world.app);
    await tell(charged);
    expect((await payout()).packageInfo).not.toBeNull();
    await tell(lapsed, lapsed);
    expect((await part()).state).toBe("refunded");
    expect(await world.budgetOf(people.team)).toMatchObject({ spentFen: 880, returnedFen: 880, leftFen: 1_000_000 });
    expect(await booked()).toBe("110");
  });

  it.each<[string, BillOutcome[], string, string]>([
    ["that it was received all the same", [lapsed, received], "refunded", "001"],
    ["that it lapsed though it was received", [received, lapsed], "received", "100"],
  ])("goes to finance where it is said %s, and books nothing twice", async (_, outcomes, state, bookings) => {
    await payOut(world.app);
    await tell(...outcomes);
    expect(await part()).toMatchObject({ state, lastError: "payout.paidAfterFailure", nextAt: null });
    expect((await part()).heldAt).not.toBeNull();
    expect(await booked()).toBe(bookings);
    const { id } = await part();
    await world.as(people.finance, (ctx) => resumePart(ctx, id));
    expect(await part()).toMatchObject({ state, heldAt: null, nextAt: null });
  });

  it("stays failed where a person at the merchant cancelled it, whatever is told later", async () => {
    await payOut(world.app);
    await tell(cancelled, lapsed);
    expect(await part()).toMatchObject({ state: "failed", lastError: "CANCELLED" });
    expect(await world.budgetOf(people.team)).toMatchObject({ reservedFen: 880 });
  });

  it("goes to finance where it could never be confirmed, who has it paid by another bill", async () => {
    world.merchant.isToConfirm = false;
    world.merchant.troubles = ["lost"];
    await payOut(world.app);
    world.merchant.isToConfirm = true;
    await tell({ kind: "accepted", providerNo }, lapsed);
    expect(await part()).toMatchObject({ state: "failed", lastError: "OVERDUE_CLOSE" });
    const { id } = await part();
    await world.as(people.finance, (ctx) => resumePart(ctx, id));
    await payOut(world.app);
    world.merchant.take(await billNo());
    world.clock.forward(120_000);
    await payOut(world.app);
    expect(await part()).toMatchObject({ state: "received", attempt: 2 });
  });

  it("asks the provider to repeat the answer that opens its page, where that got lost, and asks no more then", async () => {
    world.merchant.troubles = ["unheard"];
    await payOut(world.app);
    expect((await payout()).packageInfo).toBeNull();
    const calls: string[] = [];
    world.merchant.onCall = (name) => calls.push(name);
    for (let round = 0; round < 2; round++) {
      world.clock.forward(10 * 60_000);
      await payOut(world.app);
    }
    world.merchant.onCall = () => undefined;
    expect(calls).toEqual(["query", "send", "sent", "query"]);
    expect(await payout()).toMatchObject({ state: "asked", packageInfo: `package-${await billNo()}` });
    expect(world.merchant.books.size).toBe(1);
    expect(await told("payoutToConfirm", people.staff[0]!.id)).toBe(1);
  });

  const lines = async (...kinds: ("paid" | "refunded")[]): Promise<StatementLine[]> => {
    const { billNo: bill, amountFen } = await payout();
    return kinds.map((kind) => ({ billNo: bill, providerNo, kind, amountFen, at: world.clock.now() }));
  };
  const reconcile = async (day: string, statements: Record<string, StatementLine[]>) => {
    const { provider, limits } = world.merchant;
    async function* statement(asked: string) {
      yield* statements[asked] ?? [];
    }
    const payer = { provider, limits, statement } as Partial<Payer> as Payer;
    const bill = await billNo();
    return (await reconcileDay(world.app, payer, day)).filter((one) => one.billNo === bill);
  };

  it("is no difference to the statement, whether the account was charged for it or not", async () => {
    await payOut(world.app);
    world.clock.forward(24 * 3_600_000);
    await tell(lapsed);
    for (const day of ["2026-05-11", "2026-05-12"]) expect(await reconcile(day, {})).toEqual([]);
    const statements = { "2026-05-11": await lines("paid"), "2026-05-12": await lines("refunded") };
    for (const day of ["2026-05-11", "2026-05-12"]) expect(await reconcile(day, statements)).toEqual([]);
    expect(await booked()).toBe("001");
  });

  it("is no difference where the statement was the first to say that the account was charged", async () => {
    await payOut(world.app);
    world.clock.forward(12 * 3_600_000);
    const statements = { "2026-05-11": await lines("paid"), "2026-05-12": await lines("refunded") };
    expect(await reconcile("2026-05-11", statements)).toEqual([]);
    expect((await part()).state).toBe("paid");
    world.clock.forward(12 * 3_600_000);
    await tell(lapsed);
    for (const day of ["2026-05-11", "2026-05-12"]) expect(await reconcile(day, statements)).toEqual([]);
    expect(await booked()).toBe("110");
  });
});
