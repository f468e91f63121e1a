import { Not } from "typeorm";
import { composeNotice } from "../../bot/composeNotice";
import type { Card } from "../../bot/Message";
import { messageText } from "../../bot/messageText";
import { grantBudget } from "../../domain/budgets/grantBudget";
import { addDays } from "../../domain/calendar";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { recordImported } from "../../domain/checkIns/recordImported";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import type { Actor, Context } from "../../domain/context";
import { newId } from "../../domain/newId";
import { createBadge, editBadge } from "../../domain/recognition/editBadge";
import type { Candidate } from "../../domain/rules/Candidate";
import type { RuleText } from "../../domain/rules/checkRule";
import { fireRule } from "../../domain/rules/fireRule";
import { approveRule, pauseRule, startRule } from "../../domain/rules/moveRule";
import { previewRule } from "../../domain/rules/previewRule";
import { createRule, editRule } from "../../domain/rules/writeRule";
import { transact } from "../../domain/transact";
import {
  Alignment,
  Award,
  AwardCheer,
  AwardRule,
  Event,
  Idea,
  Metric,
  MetricValue,
  Notice,
  Packet,
  RuleFiring,
} from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { fireNightlyRules, fireRules } from "../../jobs/fireRules";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { payLimits } from "../payLimits";
import { monday, openWorld, type World } from "../world";

const minute = 60_000;

describeEngines("Rules", (engine) => {
  let world: World;
  let departmentId: string;
  let hr: Actor;
  let executive: Actor;
  let manager: Actor;
  let staff: Actor;
  let mate: Actor;
  let slots = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    world.app.company.payLimits = payLimits;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction(async (db) => {
      for (const Row of [Award, RuleFiring, AwardRule, Notice, Idea])
        await db.createQueryBuilder().delete().from(Row).execute();
      await db.query("UPDATE key_results SET reachedAt = NULL");
    });
    departmentId = (await buildDepartment(world, { name: "运营一组", chatId: "team" })).id;
    hr = await buildEmployee(world, { roles: ["hr"] });
    executive = await buildEmployee(world, { roles: ["executive"] });
    manager = await buildEmployee(world, { name: "周燕", departmentId });
    staff = await buildEmployee(world, { name: "张三", departmentId, managerId: manager.id });
    mate = await buildEmployee(world, { name: "刘洋", departmentId, managerId: manager.id });
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(1000);
    return transact(world.app, actor, run);
  };
  const text = (changes: Partial<RuleText>): RuleText => ({
    name: "破纪录奖",
    kind: "recordDay",
    parameters: {},
    departmentId: null,
    badgeCode: "record-day",
    amountFen: 0,
    coolDownDays: 0,
    personMonthCap: 31,
    monthCap: 100,
    ...changes,
  });
  /** Runs, however often, at a slot of its own. */
  const fire = async (job = fireNightlyRules) => {
    world.clock.forward(1000);
    await runOnce(world.app, job, new Date(world.clock.now().getTime() + slots++));
  };
  const started = async (changes: Partial<RuleText>) => {
    const rule = await as(hr, (ctx) => createRule(ctx, text(changes)));
    await as(hr, (ctx) => startRule(ctx, rule.id));
    if (rule.amountFen > 0) await as(executive, (ctx) => approveRule(ctx, rule.id));
    return rule;
  };
  /** The rule has been there for so long. */
  const since = (instant: string) =>
    world.db.transaction((db) => db.update(AwardRule, { kind: Not("") as never }, { activeFrom: new Date(instant) }));
  const firings = async () =>
    (await world.db.read.find(RuleFiring, { order: { firedOn: "ASC", employeeId: "ASC" } })).map(
      ({ employeeId, firedOn }) => [employeeId, firedOn],
    );
  const awards = () => world.db.read.find(Award, { order: { id: "ASC" } });
  const byRule = async () => (await awards()).filter(({ ruleId }) => ruleId !== null);

  async function metric(changes: Partial<Metric> = {}) {
    const row = { id: newId(monday), code: newId(monday), name: "日销", unit: "元", direction: "higher" as const };
    await world.db.transaction((db) =>
      db.insert(Metric, { ...row, accumulation: "sum", accrues: "every-day", ...changes }),
    );
    return row.id;
  }
  async function values(metricId: string, { id }: Actor, from: string, list: readonly (number | null)[]) {
    const rows = list.flatMap((value, index) =>
      value === null
        ? []
        : [
            {
              id: newId(monday),
              metricId,
              subjectKind: "employee" as const,
              subjectId: id,
              day: addDays(from, index),
              value: Math.round(value * 10_000),
              source: "导入",
              version: 1,
              importedAt: monday,
            },
          ],
    );
    await world.db.transaction((db) => db.insert(MetricValue, rows));
  }
  const report = (actor: Actor, keyResultId: string, value: number) =>
    as(actor, (ctx) =>
      recordCheckIn(ctx, { keyResultId, operation: "set", amount: value * 10_000, source: "web", occurredAt: ctx.now }),
    );

  it("give for a day above all days before, once for ever, and tell the person and the team", async () => {
    const metricId = await metric();
    await started({ parameters: { metricId, days: 7 } });
    await since("2026-05-01T00:00:00Z");
    // The 8th beats all; the 9th equals it; the 10th is lower.
    await values(metricId, staff, "2026-05-01", [10, 20, 30, 30, 20, 10, 25, 31, 31, 12]);
    await values(metricId, mate, "2026-05-05", [10, 20, 30]);
    await fire();
    expect(await firings()).toEqual([[staff.id, "2026-05-08"]]);
    expect(await byRule()).toMatchObject([
      { kind: "badge", badgeCode: "record-day", givenById: null, figure: "日销 31 元", packetId: null },
    ]);
    await fire();
    expect(await firings()).toHaveLength(1);
    world.sent.length = 0;
    await deliverNotices(world.app);
    const said = world.sent.map((delivery) => {
      const message = composeNotice(delivery, "http://x")!;
      return [
        delivery.person?.name ?? delivery.team?.name,
        message.kind === "markdown" ? message.markdown : messageText(message),
      ];
    });
    expect(said).toEqual(
      expect.arrayContaining([
        ["张三", expect.stringContaining("你获得勋章“破纪录”\n破纪录奖\n日销 31 元")],
        ["运营一组", "**张三** 获得勋章“破纪录”\n> 破纪录奖 · 日销 31 元"],
        ["周燕", expect.stringContaining("张三 获得勋章“破纪录”】\n数据：日销 31 元\n“破纪录奖”")],
      ]),
    );
    expect(said).toHaveLength(3);
  });

  it("give who the receiver answers to a card to congratulate from, once, and in the morning", async () => {
    const metricId = await metric();
    await started({ parameters: { metricId, days: 7 } });
    await since("2026-05-01T00:00:00Z");
    await values(metricId, staff, "2026-05-02", [1, 1, 1, 1, 1, 1, 1, 1, 2]);
    const cardsOf = async () => {
      world.sent.length = 0;
      await deliverNotices(world.app);
      return world.sent.filter(({ notice }) => notice.template === "awardTold");
    };
    // At night nobody is told.
    world.clock.set("2026-05-10T21:20:00Z");
    await Promise.all([1, 2, 3].map(() => fire()));
    expect(await cardsOf()).toEqual([]);
    world.clock.set("2026-05-11T02:00:00Z");
    const cards = await cardsOf();
    const [award] = await byRule();
    expect(cards.map(({ person }) => person?.name)).toEqual(["周燕"]);
    const { card } = composeNotice(cards[0]!, "http://x") as { card: Card };
    expect(card.buttons).toEqual([{ text: "祝贺", style: "primary", key: `award.congratulate:${award!.id}` }]);
    const press = { key: card.buttons![0]!.key!, responseCode: "c", choices: {} };
    const inbound = { channel: "wecom" as const, userId: manager.wecomUserId!, at: world.clock.now(), button: press };
    for (const key of ["once", "twice"]) await world.bot.receive({ ...inbound, key: `${key}${award!.id}` });
    expect(await world.db.read.findBy(AwardCheer, { awardId: award!.id })).toMatchObject([
      { employeeId: manager.id, kind: "congrats" },
    ]);
  });

  it("give one manager five cards at most at a time, and take as many statements for fifty as for two", async () => {
    const metricId = await metric();
    const { id } = await started({ parameters: { metricId, days: 7 } });
    const boss = await buildEmployee(world, { departmentId });
    const statementsOf = async (count: number) => {
      const found: Candidate[] = [];
      for (let index = 0; index < count; index++) {
        const { id: employeeId } = await buildEmployee(world, { departmentId, managerId: boss.id });
        const rest = { isTrusted: true, isPublic: true, keyResultId: null, checkInId: null, figure: null };
        found.push({ fact: `record:${employeeId}`, employeeId, departmentId, day: "2026-05-10", ...rest });
      }
      world.statements.length = 0;
      expect(await transact(world.app, null, (work) => fireRule(work, id, found))).toBe(count);
      return world.statements.length;
    };
    expect(await statementsOf(2)).toBe(await statementsOf(50));
    expect(await world.db.read.countBy(Notice, { employeeId: boss.id, template: "awardTold" })).toBe(2 + 5);
  });

  it("that give nothing but money tell the manager nothing", async () => {
    const metricId = await metric();
    const { id } = await started({ parameters: { metricId, days: 7 }, badgeCode: null, amountFen: 500 });
    const finance = await buildEmployee(world, { roles: ["finance"] });
    await as(finance, (ctx) => grantBudget(ctx, { departmentId, month: "2026-05", amountFen: 1000 }));
    const rest = { isTrusted: true, isPublic: true, keyResultId: null, checkInId: null, figure: null };
    const found = [{ fact: "f", employeeId: staff.id, departmentId, day: "2026-05-10", ...rest }];
    expect(await transact(world.app, null, (work) => fireRule(work, id, found))).toBe(1);
    expect(await world.db.read.countBy(Notice, { template: "awardTold" })).toBe(0);
  });

  it("read the newest version, add sources of a sum up, and know a metric that is better when lower", async () => {
    const metricId = await metric({ direction: "lower", accumulation: "last", unit: "秒" });
    await started({ parameters: { metricId, days: 7 } });
    await since("2026-05-08T00:00:00Z");
    await values(metricId, staff, "2026-05-01", [30, 28, 29, 30, 31, 30, 30, 27, 40]);
    const corrected = { metricId, subjectKind: "employee" as const, subjectId: staff.id, day: "2026-05-08" };
    await world.db.transaction((db) =>
      db.insert(MetricValue, {
        ...corrected,
        id: newId(monday),
        value: 290_000,
        source: "导入",
        version: 2,
        importedAt: new Date(monday.getTime() + 1),
      }),
    );
    await fire();
    expect(await firings()).toEqual([]);
  });

  it("give for days in a row at a level: a day without a figure breaks the row, and no day counts twice", async () => {
    const metricId = await metric();
    await started({ kind: "streak", badgeCode: "streak", parameters: { metricId, days: 3, leastScaled: 100_000 } });
    await since("2026-05-01T00:00:00Z");
    await values(metricId, staff, "2026-05-01", [10, 11, 12, 13, 14, 15, 16, 9]);
    await values(metricId, mate, "2026-05-01", [10, 11, null, 12, 13, 9, 10, 10]);
    await fire();
    expect(await firings()).toEqual([
      [staff.id, "2026-05-03"],
      [staff.id, "2026-05-06"],
    ]);
  });

  it("let weekends lie between days of work", async () => {
    const metricId = await metric({ accrues: "work-day" });
    await started({ kind: "streak", badgeCode: "streak", parameters: { metricId, days: 3, leastScaled: 100_000 } });
    await since("2026-05-01T00:00:00Z");
    await values(metricId, staff, "2026-05-07", [10, 10, null, null]);
    await values(metricId, staff, "2026-04-30", [10]);
    await fire();
    expect(await firings()).toEqual([[staff.id, "2026-05-08"]]);
  });

  it("give for a whole week first time right, not for one bad day made up for by good ones", async () => {
    const metricId = await metric({ accumulation: "last", unit: "%" });
    await started({
      kind: "firstTimeRight",
      badgeCode: "first-time-right",
      parameters: { metricId, leastScaled: 950_000 },
    });
    await since("2026-05-03T16:00:00Z");
    await values(metricId, staff, "2026-05-04", [95, 99, 98, 97, 96]);
    await values(metricId, mate, "2026-05-04", [100, 100, 94.9, 100, 100]);
    await values(metricId, manager, "2026-05-04", [99, 99]);
    await fire();
    expect(await firings()).toEqual([[staff.id, "2026-05-10"]]);
  });

  it("are for a department and those below it", async () => {
    const below = await buildDepartment(world, { parentId: departmentId });
    const inside = await buildEmployee(world, { departmentId: below.id });
    const outside = await buildEmployee(world, { departmentId: (await buildDepartment(world)).id });
    const metricId = await metric();
    await started({ departmentId, parameters: { metricId, days: 7 } });
    await since("2026-05-08T00:00:00Z");
    for (const person of [inside, outside]) await values(metricId, person, "2026-05-01", [1, 1, 1, 1, 1, 1, 1, 2]);
    await fire();
    expect(await firings()).toEqual([[inside.id, "2026-05-08"]]);
  });

  it("give a badge for what people say they reached, and take it back visibly with the report", async () => {
    const cycleId = (await buildCycle(world)).id;
    const goal = await buildGoal(world, { ownerId: staff.id, cycleId });
    await started({ kind: "keyResultReached", badgeCode: "steady-hand", name: "达标奖" });
    const { checkIn } = await report(staff, goal.keyResults[0]!.id, 100_000);
    await fire(fireRules);
    await fire(fireRules);
    expect(await byRule()).toMatchObject([
      { employeeId: staff.id, checkInId: checkIn.id, revokedAt: null, packetId: null },
    ]);
    await deliverNotices(world.app);
    await as(staff, (ctx) => retractCheckIn(ctx, checkIn.id));
    expect((await byRule())[0]!.revokedAt).not.toBeNull();
    const templates = (await world.db.read.findBy(Notice, { employeeId: staff.id })).map(({ template }) => template);
    expect(templates.filter((template) => template === "badgeRevoked")).toHaveLength(2);
    await report(staff, goal.keyResults[0]!.id, 100_000);
    await fire(fireRules);
    expect((await byRule()).map(({ revokedAt }) => revokedAt === null)).toEqual([false, true]);
  });

  describe("with money", () => {
    let keyResultId: string;
    let goalId: string;
    beforeEach(async () => {
      const cycleId = (await buildCycle(world)).id;
      const goal = await buildGoal(world, { ownerId: staff.id, cycleId });
      [goalId, keyResultId] = [goal.id, goal.keyResults[0]!.id];
      const finance = await buildEmployee(world, { roles: ["finance"] });
      await as(finance, (ctx) => grantBudget(ctx, { departmentId, month: "2026-05", amountFen: 100_000 }));
    });
    const packets = () => world.db.read.countBy(Packet, { keyResultId });

    it("give a badge only for what the person said, and money once somebody else vouches for it", async () => {
      await started({ kind: "keyResultReached", badgeCode: null, amountFen: 5000 });
      const { checkIn } = await report(staff, keyResultId, 100_000);
      world.clock.forward(20 * minute);
      await fire(fireRules);
      expect([await byRule(), await packets()]).toEqual([[], 0]);
      await as(staff, (ctx) => retractCheckIn(ctx, checkIn.id));
      await report(manager, keyResultId, 100_000);
      await fire(fireRules);
      expect(await packets()).toBe(0);
      world.clock.forward(11 * minute);
      await fire(fireRules);
      await fire(fireRules);
      expect(await packets()).toBe(1);
      expect(await byRule()).toMatchObject([{ kind: "packet", employeeId: staff.id, packetId: expect.any(String) }]);
    });

    it("give both together, for the badge alone where the person's own word is all there is", async () => {
      await started({ kind: "keyResultReached", badgeCode: "steady-hand", amountFen: 5000 });
      await report(staff, keyResultId, 100_000);
      world.clock.forward(20 * minute);
      await fire(fireRules);
      expect(await byRule()).toMatchObject([{ kind: "badge", packetId: null }]);
      expect(await packets()).toBe(0);
    });

    it("give money for a target once for ever, though it is reached anew months later", async () => {
      await started({ kind: "keyResultReached", badgeCode: null, amountFen: 5000 });
      await report(manager, keyResultId, 100_000);
      world.clock.forward(11 * minute);
      await fire(fireRules);
      await world.db.transaction((db) => db.update(RuleFiring, { employeeId: staff.id }, { firedOn: "2026-01-05" }));
      const before = await byRule();
      const failures: object[] = [];
      const app = { ...world.app, log: { ...world.app.log, error: (fields: object) => void failures.push(fields) } };
      world.clock.forward(1000);
      await runOnce(app, fireRules, new Date(world.clock.now().getTime() + slots++));
      expect([await byRule(), failures]).toEqual([before, []]);
    });

    it("do not take one's own reports for another's because the last one came from somebody else", async () => {
      await started({ kind: "keyResultReached", badgeCode: null, amountFen: 5000 });
      const add = (actor: Actor, value: number) =>
        as(actor, (ctx) =>
          recordCheckIn(ctx, {
            keyResultId,
            operation: "add",
            amount: value * 10_000,
            source: "web",
            occurredAt: ctx.now,
          }),
        );
      await add(staff, 99_999);
      await add(manager, 1);
      world.clock.forward(20 * minute);
      await fire(fireRules);
      expect(await packets()).toBe(0);
    });

    it.each(["keyResultReached", "campaignGoal"] as const)(
      "give no money for one's own word that was said to be as old as somebody else's report (%s)",
      async (kind) => {
        await started({
          kind,
          parameters: kind === "campaignGoal" ? { objectiveId: goalId } : {},
          badgeCode: null,
          amountFen: 5000,
        });
        const at = new Date(world.clock.now().getTime() + minute);
        world.clock.forward(2 * minute);
        const say = (actor: Actor, value: number) =>
          as(actor, (ctx) =>
            recordCheckIn(ctx, {
              keyResultId,
              operation: "set",
              amount: value * 10_000,
              source: "web",
              occurredAt: at,
            }),
          );
        await say(manager, 1);
        const { checkIn } = await say(staff, 100_000);
        world.clock.forward(20 * minute);
        await fire(fireRules);
        expect(await firings()).toEqual([]);
        // It is the manager's word that reaches it, though the person's own is the older one of that instant.
        await as(staff, (ctx) => retractCheckIn(ctx, checkIn.id));
        await say(staff, 2);
        await say(manager, 100_000);
        world.clock.forward(20 * minute);
        await fire(fireRules);
        expect((await firings()).map(([employeeId]) => employeeId)).toEqual([staff.id]);
      },
    );

    it("give no money to whoever once had a hand in them, and ask none of those who wrote them to agree", async () => {
      const writer = await buildEmployee(world, { departmentId, managerId: manager.id, roles: ["hr", "executive"] });
      const starter = await buildEmployee(world, { departmentId, managerId: manager.id, roles: ["hr"] });
      const former = await buildEmployee(world, { departmentId, managerId: manager.id, roles: ["finance"] });
      const rule = await as(writer, (ctx) => createRule(ctx, text({ kind: "keyResultReached", amountFen: 5000 })));
      await as(starter, (ctx) => startRule(ctx, rule.id));
      await as(former, (ctx) => approveRule(ctx, rule.id));
      await as(hr, (ctx) => pauseRule(ctx, rule.id));
      await as(hr, (ctx) => editRule(ctx, rule.id, { name: "达标奖金" }));
      await world.db.transaction((db) => db.createQueryBuilder().delete().from(Notice).execute());
      await as(hr, (ctx) => startRule(ctx, rule.id));
      const asked = (await world.db.read.findBy(Notice, { template: "ruleWaiting" })).map(
        ({ employeeId }) => employeeId,
      );
      expect(asked).toEqual(expect.arrayContaining([former.id, executive.id]));
      expect(asked).not.toContain(writer.id);
      await expect(as(writer, (ctx) => approveRule(ctx, rule.id))).rejects.toMatchObject({
        code: "rule.approveForbidden",
      });
      await as(executive, (ctx) => approveRule(ctx, rule.id));
      const cycleId = (await buildCycle(world)).id;
      for (const { id: ownerId } of [writer, starter, former, mate]) {
        const goal = await buildGoal(world, { ownerId, cycleId });
        await report(manager, goal.keyResults[0]!.id, 100_000);
      }
      world.clock.forward(11 * minute);
      await fire(fireRules);
      const paid = (await byRule()).map(({ employeeId, packetId }) => [employeeId, packetId !== null]);
      expect(paid).toHaveLength(4);
      expect(paid).toEqual(
        expect.arrayContaining([
          [writer.id, false],
          [starter.id, false],
          [former.id, false],
          [mate.id, true],
        ]),
      );
    });

    it("give what the month's budget holds, and wait with the rest", async () => {
      await world.db.transaction((db) =>
        db.query("UPDATE budgets SET grantedFen = 4000 WHERE departmentId = ?", [departmentId]),
      );
      await started({ kind: "keyResultReached", badgeCode: null, amountFen: 5000 });
      await report(manager, keyResultId, 100_000);
      world.clock.forward(11 * minute);
      await fire(fireRules);
      expect([await packets(), await firings()]).toEqual([0, []]);
      await world.db.transaction((db) =>
        db.query("UPDATE budgets SET grantedFen = 5000 WHERE departmentId = ?", [departmentId]),
      );
      await fire(fireRules);
      expect(await packets()).toBe(1);
      // The person and the team hear of it, and nobody of the amount.
      world.clock.forward(1000);
      world.sent.length = 0;
      await deliverNotices(world.app);
      const told = world.sent.filter(
        ({ notice }) => notice.template.startsWith("rule") && notice.kind === "recognition",
      );
      expect(told).toHaveLength(2);
      for (const delivery of told) {
        const said = JSON.stringify(composeNotice(delivery, "http://x"));
        expect(said).toContain("红包");
        expect(said).not.toMatch(/50/);
      }
    });

    it("need a second person, who did not write them", async () => {
      const rule = await as(hr, (ctx) => createRule(ctx, text({ kind: "keyResultReached", amountFen: 5000 })));
      expect((await as(hr, (ctx) => startRule(ctx, rule.id))).state).toBe("waiting");
      await expect(as(hr, (ctx) => approveRule(ctx, rule.id))).rejects.toMatchObject({ code: "rule.approveForbidden" });
      const own = await as(executive, (ctx) => createRule(ctx, text({ kind: "keyResultReached", amountFen: 5000 })));
      await as(executive, (ctx) => startRule(ctx, own.id));
      await expect(as(executive, (ctx) => approveRule(ctx, own.id))).rejects.toMatchObject({ status: 403 });
      const approved = await as(executive, (ctx) => approveRule(ctx, rule.id));
      expect(approved).toMatchObject({ state: "active", approvedById: executive.id });
      expect(await as(executive, (ctx) => approveRule(ctx, rule.id))).toMatchObject({
        activeFrom: approved.activeFrom,
      });
      await expect(as(hr, (ctx) => editRule(ctx, rule.id, { amountFen: 9000 }))).rejects.toMatchObject({
        code: "rule.isRunning",
      });
      await as(hr, (ctx) => pauseRule(ctx, rule.id));
      await as(hr, (ctx) => editRule(ctx, rule.id, { amountFen: 9000 }));
      expect((await as(hr, (ctx) => startRule(ctx, rule.id))).state).toBe("waiting");
    });

    it("give for a campaign to who owns the goal and who serves it, once all of it is reached", async () => {
      const part = await buildGoal(world, { ownerId: mate.id, keyResults: [{ current: 1 }] });
      await world.db.transaction((db) =>
        db.insert(Alignment, {
          id: newId(monday),
          objectiveId: part.id,
          parentObjectiveId: goalId,
          parentKeyResultId: null,
          share: 10_000,
        }),
      );
      await started({ kind: "campaignGoal", badgeCode: "campaign-star", parameters: { objectiveId: goalId } });
      await fire(fireRules);
      expect(await byRule()).toEqual([]);
      const { checkIn } = await report(manager, keyResultId, 100_000);
      await fire(fireRules);
      await fire(fireRules);
      expect((await byRule()).map(({ employeeId }) => employeeId).sort()).toEqual([staff.id, mate.id].sort());
      await as(manager, (ctx) => retractCheckIn(ctx, checkIn.id));
      expect((await byRule()).every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    });
  });

  it("give for an idea somebody else accepted, once that can no longer be undone", async () => {
    await started({ kind: "ideaAccepted", badgeCode: "bright-idea" });
    const idea = (decidedById: string) => ({
      id: newId(monday),
      authorId: staff.id,
      text: "换一种包装",
      state: "accepted" as const,
      decidedById,
      decidedAt: world.clock.now(),
      createdAt: monday,
    });
    await world.db.transaction((db) => db.insert(Idea, [idea(manager.id), idea(staff.id)]));
    await fire(fireRules);
    expect(await byRule()).toEqual([]);
    world.clock.forward(11 * minute);
    await fire(fireRules);
    expect(await byRule()).toMatchObject([{ employeeId: staff.id, badgeCode: "bright-idea" }]);
  });

  it("give once though several processes look at the same time, and never beyond the month's cap", async () => {
    const metricId = await metric();
    const people = await Promise.all(Array.from({ length: 6 }, () => buildEmployee(world, { departmentId })));
    for (const person of people) await values(metricId, person, "2026-05-01", [1, 1, 1, 1, 1, 1, 1, 2, 3]);
    await started({ parameters: { metricId, days: 7 }, monthCap: 7, personMonthCap: 2 });
    await since("2026-05-08T00:00:00Z");
    world.clock.forward(1000);
    const at = world.clock.now().getTime();
    const failures: object[] = [];
    const app = { ...world.app, log: { ...world.app.log, error: (fields: object) => void failures.push(fields) } };
    await Promise.all([1, 2, 3, 4, 5, 6].map((step) => runOnce(app, fireNightlyRules, new Date(at + step))));
    // Whoever comes second waits, finds what was given, and has nothing to fail at.
    expect(failures).toEqual([]);
    expect(await firings()).toHaveLength(7);
    expect(await byRule()).toHaveLength(7);
    expect(await world.db.read.countBy(Event, { name: "award.givenByRule", via: "job" })).toBeGreaterThanOrEqual(7);
  });

  it("never pass the month's cap together, whatever each of several processes has found", async () => {
    const metricId = await metric();
    const { id } = await started({ parameters: { metricId, days: 7 }, monthCap: 1 });
    const people = await Promise.all(Array.from({ length: 8 }, () => buildEmployee(world, { departmentId })));
    const found = people.map(({ id: employeeId }) => ({
      fact: `record:${employeeId}`,
      employeeId,
      departmentId,
      day: "2026-05-10",
      isTrusted: true,
      isPublic: true,
      keyResultId: null,
      checkInId: null,
      figure: null,
    }));
    await Promise.all(found.map((one) => transact(world.app, null, (work) => fireRule(work, id, [one]))));
    expect(await firings()).toHaveLength(1);
  });

  it("give none of a badge that was archived meanwhile", async () => {
    const look = { name: `旧章${slots}`, description: "", level: 1, design: null };
    const { code } = await as(hr, (ctx) => createBadge(ctx, look));
    const metricId = await metric();
    await values(metricId, staff, "2026-05-01", [1, 1, 1, 1, 1, 1, 1, 2]);
    await started({ badgeCode: code, parameters: { metricId, days: 7 } });
    await since("2026-05-01T00:00:00Z");
    await as(hr, (ctx) => editBadge(ctx, code, { isArchived: true }));
    await fire();
    expect(await byRule()).toEqual([]);
    await as(hr, (ctx) => editBadge(ctx, code, { isArchived: false }));
    await fire();
    expect(await byRule()).toHaveLength(1);
  });

  it("do not keep each other from giving where one of them cannot", async () => {
    const metricId = await metric();
    await values(metricId, staff, "2026-05-01", [1, 1, 1, 1, 1, 1, 1, 2]);
    await started({ amountFen: 500, parameters: { metricId, days: 7 } });
    const { id } = await started({ parameters: { metricId, days: 7 } });
    await since("2026-05-01T00:00:00Z");
    world.app.company.payLimits = undefined;
    await fire();
    world.app.company.payLimits = payLimits;
    expect((await byRule()).map(({ ruleId }) => ruleId)).toEqual([id]);
  });

  it("start with the facts from when they were started on, and give nothing while they are paused", async () => {
    const metricId = await metric();
    await values(metricId, staff, "2026-05-01", [1, 1, 1, 1, 1, 1, 1, 2, 3, 4]);
    const rule = await started({ parameters: { metricId, days: 7 } });
    await fire();
    expect(await firings()).toEqual([]);
    await as(hr, (ctx) => pauseRule(ctx, rule.id));
    await since("2026-05-01T00:00:00Z");
    await fire();
    expect(await firings()).toEqual([]);
  });

  it("say before they start what they would have given over the last ninety days", async () => {
    const metricId = await metric();
    const { company } = world.app;
    for (const person of [staff, mate]) await values(metricId, person, "2026-05-01", [1, 1, 1, 1, 1, 1, 1, 2, 3, 4]);
    const preview = (changes: Partial<RuleText>) =>
      previewRule(
        { company, actor: hr, db: world.db.read, now: world.clock.now() },
        text({ parameters: { metricId, days: 7 }, ...changes }),
      );
    expect(await preview({ amountFen: 1000 })).toEqual({
      days: 90,
      gifts: 6,
      people: 2,
      badges: 6,
      packets: 6,
      amountFen: 6000,
    });
    expect(await preview({ coolDownDays: 2, personMonthCap: 1 })).toMatchObject({ gifts: 2, badges: 2, amountFen: 0 });
    expect(await world.db.read.count(RuleFiring)).toBe(0);
  });

  it.each<[string, Partial<RuleText>, string]>([
    ["nothing to give", { badgeCode: null }, "rule.noGift"],
    ["a name nobody can see", { name: "\u200b" }, "rule.name"],
    ["a metric that is not there", { parameters: { metricId: "none", days: 30 } }, "rule.metric"],
    ["a badge that is not there", { badgeCode: "none" }, "badge.notFound"],
    ["more money than the provider pays", { kind: "ideaAccepted", amountFen: 20_001 }, "rule.amount"],
    ["no person of a month", { kind: "ideaAccepted", personMonthCap: 0 }, "rule.caps"],
    ["no goal", { kind: "campaignGoal" }, "rule.objective"],
  ])("are refused with %s", async (_, changes, code) => {
    await expect(as(hr, (ctx) => createRule(ctx, text(changes)))).rejects.toMatchObject({ code });
  });

  it("read imported figures of a goal as somebody else's word", async () => {
    const metricId = await metric();
    const goal = await buildGoal(world, {
      ownerId: staff.id,
      cycleId: (await buildCycle(world)).id,
      keyResults: [{ metricId }],
    });
    await started({ kind: "keyResultReached", badgeCode: "steady-hand" });
    await since("2026-05-01T00:00:00Z");
    await values(metricId, staff, "2026-05-09", [60_000, 50_000]);
    await transact(world.app, null, (work) =>
      recordImported(work, { metricId, subjectKind: "employee", subjectId: staff.id, objectiveId: goal.id }),
    );
    await fire(fireRules);
    expect(await byRule()).toMatchObject([{ keyResultId: goal.keyResults[0]!.id, figure: "GMV 10 万元" }]);
  });
});
