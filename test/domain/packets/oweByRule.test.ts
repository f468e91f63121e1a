import { ensureBudget } from "../../../domain/budgets/grantBudget";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { oweByRule, type RuleGift } from "../../../domain/packets/oweByRule";
import { transact } from "../../../domain/transact";
import { AwardRule, Budget, Packet, PacketPart } from "../../../entities";
import { payOut } from "../../../jobs/payOut";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "./moneyWorld";

describeEngines("Money by rule", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  let counter = 0;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    people = await world.buildTeam({ staff: 4, budgetFen: 1500 });
  });

  const rule = (changes: Partial<AwardRule> = {}) =>
    Object.assign(new AwardRule(), {
      id: `rule${++counter}`,
      amountFen: 500,
      createdById: people.executive.id,
      approvedById: people.finance.id,
      ...changes,
    });
  const owe = (one: AwardRule, gifts: RuleGift[]) => transact(world.app, null, (work) => oweByRule(work, one, gifts));
  const giftOf = (index: number): RuleGift => ({
    fact: `reached:${index}`,
    employeeId: people.staff[index]!.id,
    reason: "达成",
  });

  it("is owed once for a fact for ever, in the order of the facts until the budget ends, and paid", async () => {
    const one = rule();
    const first = await owe(one, [0, 1, 2, 3].map(giftOf));
    expect([...first.values()]).toEqual([
      ...Array.from({ length: 3 }, () => ({ packetId: expect.any(String) })),
      { refused: "packet.budgetShort" },
    ]);
    const again = await owe(one, [0, 1, 2, 3].map(giftOf));
    expect([...again]).toEqual([...first]);
    expect(await world.db.read.countBy(Packet, { ruleId: one.id })).toBe(3);
    await payOut(world.app);
    expect(await world.db.read.countBy(PacketPart, { state: "paid", employeeId: people.staff[0]!.id })).toBe(1);
    expect((await world.budgetOf(people.team)).spentFen).toBe(1500);
    expect((await verifyLedger(world.app)).faults).toEqual([]);
  });

  it("is counted once though two runs come at the same time", async () => {
    const one = rule();
    await Promise.all([owe(one, [giftOf(0)]), owe(one, [giftOf(0)]), owe(one, [giftOf(0), giftOf(1)])]);
    expect(await world.db.read.countBy(Packet, { ruleId: one.id })).toBe(2);
  });

  it("goes to nobody who made the rule or let it pass, and to nobody without a budget", async () => {
    const one = rule({ createdById: people.staff[0]!.id, approvedById: people.staff[1]!.id });
    const poor = await world.buildTeam({ staff: 1, budgetFen: 0 });
    const results = await owe(one, [giftOf(0), giftOf(1), { ...giftOf(2), employeeId: poor.staff[0]!.id }]);
    expect([...results.values()]).toEqual([
      { refused: "packet.ownRule" },
      { refused: "packet.ownRule" },
      { refused: "packet.noBudget" },
    ]);
  });

  it("uses up what a team carried over, and then draws on the budget above", async () => {
    const below = await buildDepartment(world, { parentId: people.team.id });
    const inside = await buildEmployee(world, { departmentId: below.id });
    await world.db.transaction(async (db) => {
      const { id } = await ensureBudget({ db, now: world.clock.now() }, below.id, "2026-05");
      await db.update(Budget, id, { carriedFen: 600 });
    });
    const gifts = [0, 1, 2].map((index) => ({ ...giftOf(0), fact: `f${index}`, employeeId: inside.id }));
    const results = [...(await owe(rule(), gifts)).values()];
    expect(results.map((result) => "packetId" in result)).toEqual([true, true, true]);
    const leftOf = async (departmentId: string) =>
      (await world.db.read.findOneByOrFail(Budget, { departmentId })).leftFen;
    expect([await leftOf(below.id), await leftOf(people.team.id)]).toEqual([100, 500]);
  });

  it("takes the same number of statements for one gift and for hundred", async () => {
    people = await world.buildTeam({ staff: 4 });
    const count = async (gifts: RuleGift[]) => {
      const one = rule();
      world.statements.length = 0;
      await owe(one, gifts);
      return world.statements.length;
    };
    const facts = (length: number) =>
      Array.from({ length }, (_, index) => ({ ...giftOf(index % 4), fact: `f${index}` }));
    expect(await count(facts(100))).toBe(await count(facts(1)));
  });
});
