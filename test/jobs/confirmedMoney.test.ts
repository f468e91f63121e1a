import { grantBudget } from "../../domain/budgets/grantBudget";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import type { Actor, Context } from "../../domain/context";
import { importMetricValues } from "../../domain/metrics/importMetricValues";
import { newId } from "../../domain/newId";
import type { RuleText } from "../../domain/rules/checkRule";
import { approveRule, startRule } from "../../domain/rules/moveRule";
import { createRule } from "../../domain/rules/writeRule";
import { transact } from "../../domain/transact";
import { Award, AwardRule, Metric, Notice, RuleFiring } from "../../entities";
import { fireRules } from "../../jobs/fireRules";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { payLimits } from "../payLimits";
import { monday, openWorld, type World } from "../world";

const minute = 60_000;

describeEngines("Money by rule for what a person said first", (engine) => {
  let world: World;
  let departmentId: string;
  let cycleId: string;
  let hr: Actor;
  let executive: Actor;
  let manager: Actor;
  let staff: Actor;
  let slots = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    world.app.company.payLimits = payLimits;
    hr = await buildEmployee(world, { roles: ["hr"] });
    executive = await buildEmployee(world, { roles: ["executive"] });
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction((db) => db.createQueryBuilder().delete().from(AwardRule).execute());
    departmentId = (await buildDepartment(world, { chatId: "team" })).id;
    manager = await buildEmployee(world, { departmentId });
    staff = await buildEmployee(world, { departmentId, managerId: manager.id });
    const finance = await buildEmployee(world, { roles: ["finance"] });
    await as(finance, (ctx) => grantBudget(ctx, { departmentId, month: "2026-05", amountFen: 100_000 }));
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(1000);
    return transact(world.app, actor, run);
  };
  async function started(changes: Partial<RuleText> = {}) {
    const caps = { coolDownDays: 0, personMonthCap: 5, monthCap: 100 };
    const gift = { badgeCode: null, amountFen: 5000 };
    const text = { name: "达标奖", kind: "keyResultReached" as const, parameters: {}, departmentId, ...caps, ...gift };
    const { id } = await as(hr, (ctx) => createRule(ctx, { ...text, ...changes }));
    await as(hr, (ctx) => startRule(ctx, id));
    await as(executive, (ctx) => approveRule(ctx, id));
  }
  async function build(metricId: string | null = null) {
    const goal = await buildGoal(world, { ownerId: staff.id, cycleId, keyResults: [{ metricId }] });
    return { goalId: goal.id, keyResultId: goal.keyResults[0]!.id };
  }
  const report = (actor: Actor, keyResultId: string, value = 100_000, operation: "set" | "add" = "set") =>
    as(actor, (ctx) =>
      recordCheckIn(ctx, { keyResultId, operation, amount: value * 10_000, source: "web", occurredAt: ctx.now }),
    );
  /** Past the undo window; twice. */
  const fire = async () => {
    world.clock.forward(11 * minute);
    for (const _ of [1, 2]) await runOnce(world.app, fireRules, new Date(world.clock.now().getTime() + slots++));
  };
  const given = async () =>
    (await world.db.read.find(Award, { where: { employeeId: staff.id }, order: { id: "ASC" } }))
      .filter(({ ruleId }) => ruleId !== null)
      .map(({ kind, packetId, revokedAt }) => [kind, packetId !== null, revokedAt !== null]);

  it("is owed once, when the manager says the same afterwards", async () => {
    await started();
    const { keyResultId } = await build();
    await report(staff, keyResultId);
    await fire();
    expect(await given()).toEqual([]);
    await report(manager, keyResultId);
    await runOnce(world.app, fireRules, new Date(world.clock.now().getTime() + slots++));
    expect(await given()).toEqual([]);
    await fire();
    expect(await given()).toEqual([["packet", true, false]]);
  });

  it("is owed once, when imported figures show it or better", async () => {
    await started();
    const code = newId(monday);
    const shared = {
      name: "日销",
      unit: "元",
      direction: "higher",
      accumulation: "sum",
      accrues: "every-day",
    } as const;
    await world.db.transaction((db) => db.insert(Metric, { id: code, code, ...shared }));
    const { keyResultId } = await build(code);
    await report(staff, keyResultId);
    world.clock.set("2026-05-11T21:00:00Z");
    const rows = [{ row: 2, day: "2026-05-11", value: "120000" }];
    const subject = { metricCode: code, subjectKind: "employee", subjectId: staff.id, source: "导入" } as const;
    await transact(world.app, null, (work) => importMetricValues(work, { ...subject, rows }));
    await fire();
    expect(await given()).toEqual([["packet", true, false]]);
  });

  it("follows the badge that was given at once, which stays, and is told to the person alone", async () => {
    await started({ badgeCode: "steady-hand" });
    const { keyResultId } = await build();
    const { checkIn } = await report(staff, keyResultId);
    await fire();
    expect(await given()).toEqual([["badge", false, false]]);
    await report(manager, keyResultId, 110_000);
    await fire();
    const both = [
      ["badge", false, false],
      ["packet", true, false],
    ];
    expect(await given()).toEqual(both);
    expect(await world.db.read.findBy(RuleFiring, { employeeId: staff.id })).toMatchObject([
      { isTrusted: true, packetId: expect.any(String) },
    ]);
    expect(await world.db.read.countBy(Notice, { employeeId: staff.id, template: "ruleAwarded" })).toBe(2);
    expect(await world.db.read.countBy(Notice, { departmentId, template: "ruleAnnounced" })).toBe(1);
    // The target stands by the manager's word.
    await as(staff, (ctx) => retractCheckIn(ctx, checkIn.id));
    await fire();
    expect(await given()).toEqual(both);
  });

  it.each<[string, () => readonly [number, "set" | "add"]]>([
    ["says less", () => [99_999, "set"]],
    ["adds to it", () => [1, "add"]],
  ])("is not owed where the manager %s", async (_, said) => {
    await started();
    const { keyResultId } = await build();
    await report(staff, keyResultId, 150_000);
    await report(manager, keyResultId, ...said());
    await fire();
    expect(await given()).toEqual([]);
  });

  it("is not owed once the manager took the word back", async () => {
    await started({ badgeCode: "steady-hand" });
    const { keyResultId } = await build();
    await report(staff, keyResultId);
    const { checkIn } = await report(manager, keyResultId);
    await as(manager, (ctx) => retractCheckIn(ctx, checkIn.id));
    await fire();
    expect(await given()).toEqual([["badge", false, false]]);
  });

  it("is owed for a campaign too, once others confirm all of it", async () => {
    const { goalId, keyResultId } = await build();
    await started({ kind: "campaignGoal", badgeCode: "campaign-star", parameters: { objectiveId: goalId } });
    await report(staff, keyResultId);
    await fire();
    expect(await given()).toEqual([["badge", false, false]]);
    await report(manager, keyResultId);
    await fire();
    expect(await given()).toEqual([
      ["badge", false, false],
      ["packet", true, false],
    ]);
  });

  it("is not used up by a badge for the person's own word: the caps of money are its own", async () => {
    await started({ badgeCode: "steady-hand", personMonthCap: 1, coolDownDays: 20 });
    const [first, second, third] = [await build(), await build(), await build()];
    await report(staff, first.keyResultId);
    await fire();
    expect(await given()).toEqual([["badge", false, false]]);
    world.clock.set("2026-05-18T02:00:00Z");
    await report(manager, second.keyResultId);
    await fire();
    // The badge of the month was given; the money was not.
    const both = [
      ["badge", false, false],
      ["packet", true, false],
    ];
    expect(await given()).toEqual(both);
    world.clock.set("2026-05-25T02:00:00Z");
    await report(manager, first.keyResultId);
    await report(manager, third.keyResultId);
    await fire();
    expect(await given()).toEqual(both);
  });
});
