import { grantBudget } from "../../../domain/budgets/grantBudget";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { findGivingPlan } from "../../../domain/packets/findGivingPlan";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { setBudgetCarry } from "../../../domain/packets/setPacketLimits";
import { settleBill } from "../../../domain/payouts/settleBill";
import { transact } from "../../../domain/transact";
import { Budget, Department, Notice } from "../../../entities";
import { carryOver } from "../../../jobs/carryOver";
import { payOut } from "../../../jobs/payOut";
import { runOnce } from "../../../jobs/runOnce";
import { sendLedgerHead } from "../../../jobs/sendLedgerHead";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

describeEngines("Budgets", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set("2026-05-11T02:00:00Z");
    world.merchant.books.clear();
    people = await world.buildTeam({ budgetFen: 10_000 });
    await world.db.transaction((db) => db.update(Department, people.team.id, { headId: people.manager.id }));
  });
  afterEach(async () => {
    expect((await verifyLedger(world.app)).faults).toEqual([]);
  });

  const grant = (amountFen: number, month = "2026-05") =>
    world.as(people.finance, (ctx) => grantBudget(ctx, { departmentId: people.team.id, month, amountFen }));
  const give = (totalFen: number, to = people.staff[0]!) =>
    world.as(people.manager, (ctx) => requestPacket(ctx, { to: { employeeId: to.id }, totalFen, reason: "好" }));
  const budgets = () =>
    world.db.read.find(Budget, { where: { departmentId: people.team.id }, order: { month: "ASC" } });
  const left = async () => (await budgets()).map(({ month, leftFen }) => [month, leftFen]);

  it("are filled and taken back as far as nothing is promised", async () => {
    await give(3000);
    expect((await grant(500)).leftFen).toBe(7500);
    await expect(grant(-7501)).rejects.toThrow("budget.short");
    expect((await grant(-7500)).leftFen).toBe(0);
    await expect(give(100)).rejects.toThrow("packet.budgetShort");
  });

  it.each([
    [0, "2026-05", "budget.amount"],
    [0.5, "2026-05", "budget.amount"],
    [1e15, "2026-05", "budget.amount"],
    [100, "2026-13", "budget.month"],
    [100, "2026-04", "budget.past"],
    [100, "2027-06", "budget.far"],
    [100, "9999-12", "budget.far"],
  ])("refuse %s fen for %s with %s", async (fen, month, code) => {
    await expect(grant(fen, month)).rejects.toThrow(code);
  });

  it("are the nearest above that has one, and none where nobody filled any", async () => {
    const below = await buildDepartment(world, { parentId: people.team.id });
    const inside = await buildEmployee(world, { departmentId: below.id, managerId: people.manager.id });
    await give(200, inside);
    expect((await budgets())[0]!.reservedFen).toBe(200);
    const apart = await buildEmployee(world, {
      departmentId: (await buildDepartment(world)).id,
      managerId: people.manager.id,
    });
    await expect(give(200, apart)).rejects.toThrow("packet.noBudget");
  });

  it("use up what a team carried over where it is enough, else those above; what a team was granted is its limit", async () => {
    const below = await buildDepartment(world, { parentId: people.team.id });
    const inside = await buildEmployee(world, { departmentId: below.id, managerId: people.manager.id });
    const grantBelow = (amountFen: number, month: string) =>
      world.as(people.finance, (ctx) => grantBudget(ctx, { departmentId: below.id, month, amountFen }));
    const of = (departmentId: string) =>
      world.db.read.findOneByOrFail(Budget, { departmentId, month: "2026-06" }).then(({ leftFen }) => leftFen);
    await grantBelow(300, "2026-05");
    await transact(world.app, null, (work) => setBudgetCarry(work, 100));
    world.clock.set("2026-05-31T16:15:00Z");
    await runOnce(world.app, carryOver, world.clock.now());
    await transact(world.app, null, (work) => setBudgetCarry(work, 0));
    await grant(990_000, "2026-06");
    const plan = await world.as(people.manager, (ctx) => findGivingPlan(ctx, { employeeId: inside.id }));
    expect(plan.budgets.map(({ budget, department }) => [department?.id, budget.leftFen])).toEqual([
      [below.id, 300],
      [people.team.id, 1_000_000],
    ]);
    await give(1000, inside);
    expect([await of(below.id), await of(people.team.id)]).toEqual([300, 999_000]);
    await give(300, inside);
    expect([await of(below.id), await of(people.team.id)]).toEqual([0, 999_000]);
    // What is used up, and a slip that was taken back, are no limit.
    await give(100, inside);
    await grantBelow(500, "2026-06");
    await grantBelow(-500, "2026-06");
    await give(100, inside);
    expect(await of(people.team.id)).toBe(998_800);
    await grantBelow(500, "2026-06");
    await expect(give(600, inside)).rejects.toMatchObject({ code: "packet.budgetShort", details: { leftFen: 500 } });
  });

  it("tell the head and finance once at 80 and once at 100 per cent", async () => {
    const told = () => world.db.read.countBy(Notice, { template: "budgetUsed", employeeId: people.manager.id });
    await give(7900);
    expect(await told()).toBe(0);
    await give(100);
    await give(100);
    expect(await told()).toBe(1);
    await give(1900);
    expect(await told()).toBe(2);
  });

  it("tell of a mark again when it is reached again after more money, and when money is taken back", async () => {
    const told = async () =>
      (await world.db.read.findBy(Notice, { template: "budgetUsed", employeeId: people.manager.id }))
        .map(({ data }) => Number(data.percent))
        .sort((a, b) => a - b);
    await give(8000);
    await give(100);
    expect(await told()).toEqual([80]);
    await grant(1000);
    await give(800);
    expect(await told()).toEqual([80, 80]);
    await grant(-2100);
    expect(await told()).toEqual([80, 80, 100]);
  });

  it("are for companies that pay out: without a merchant there is no key for the ledger", async () => {
    const { payLimits } = world.app.company;
    world.app.company.payLimits = undefined;
    await expect(grant(100)).rejects.toThrow("packet.noProvider");
    world.app.company.payLimits = payLimits;
  });

  it("go on to the next month by the company's rule, once, and with what came back later in the month after", async () => {
    await give(3000);
    await payOut(world.app);
    await transact(world.app, null, (work) => setBudgetCarry(work, 50));
    const first = new Date("2026-05-31T16:15:00Z");
    world.clock.set(first);
    await runOnce(world.app, carryOver, first);
    await runOnce(world.app, carryOver, new Date("2026-06-01T16:15:00Z"));
    expect((await budgets()).map(({ month, leftFen, carriedFen }) => [month, leftFen, carriedFen])).toEqual([
      ["2026-05", 3500, -3500],
      ["2026-06", 3500, 3500],
    ]);
    for (const billNo of world.merchant.books.keys()) world.merchant.refund(billNo);
    world.clock.set("2026-06-02T02:00:00Z");
    await payOut(world.app);
    await runOnce(world.app, carryOver, new Date("2026-06-30T16:15:00Z"));
    // Half of the 3,000 that came back to May, and of what June has left; what stayed in May before stays.
    expect(await left()).toEqual([
      ["2026-05", 5000],
      ["2026-06", 1750],
      ["2026-07", 3250],
    ]);
    await runOnce(world.app, carryOver, new Date("2026-07-31T16:15:00Z"));
    expect((await left())[0]).toEqual(["2026-05", 5000]);
    expect((await left()).at(-1)).toEqual(["2026-08", 1625]);
    await transact(world.app, null, (work) => setBudgetCarry(work, 0));
  });

  it("bring back nothing of months whose money has lapsed, also not what comes back to them", async () => {
    const carryAt = (slot: string) => {
      world.clock.set(slot);
      return runOnce(world.app, carryOver, new Date(slot));
    };
    await give(3000);
    await payOut(world.app);
    for (const month of ["2026-06", "2026-07", "2026-08"]) {
      world.clock.set(`${month}-02T02:00:00Z`);
      await grant(10_000, month);
    }
    world.clock.set("2026-08-20T02:00:00Z");
    await transact(world.app, null, (work) => setBudgetCarry(work, 50));
    await carryAt("2026-08-20T16:15:00Z");
    const standing = [
      ["2026-05", 7000],
      ["2026-06", 10_000],
      ["2026-07", 10_000],
    ];
    expect(await left()).toEqual([...standing, ["2026-08", 10_000]]);
    // The night of the first was missed; another share is said, which is no pause.
    await transact(world.app, null, (work) => setBudgetCarry(work, 30));
    await carryAt("2026-09-03T16:15:00Z");
    await carryAt("2026-09-04T16:15:00Z");
    expect(await left()).toEqual([...standing, ["2026-08", 7000], ["2026-09", 3000]]);
    for (const billNo of world.merchant.books.keys())
      await transact(world.app, null, (work) => settleBill(work, billNo, { kind: "refunded", providerNo: null }));
    await carryAt("2026-09-30T16:15:00Z");
    standing[0] = ["2026-05", 10_000];
    expect(await left()).toEqual([...standing, ["2026-08", 7000], ["2026-09", 2100], ["2026-10", 900]]);
    await transact(world.app, null, (work) => setBudgetCarry(work, 0));
  });

  it("leave the ledger's last link with finance each morning, once", async () => {
    const slot = new Date("2026-05-12T01:10:00Z");
    await runOnce(world.app, sendLedgerHead, slot);
    await runOnce(world.app, sendLedgerHead, slot);
    const [notice, ...others] = await world.db.read.findBy(Notice, {
      template: "ledgerHead",
      employeeId: people.finance.id,
    });
    expect(others).toEqual([]);
    expect(notice!.data).toMatchObject({ link: (await verifyLedger(world.app)).head.link });
  });
});
