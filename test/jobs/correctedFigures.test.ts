import { IsNull } from "typeorm";
import { composeNotice } from "../../bot/composeNotice";
import { messageText } from "../../bot/messageText";
import { grantBudget } from "../../domain/budgets/grantBudget";
import type { Actor, Context } from "../../domain/context";
import { importMetricValues } from "../../domain/metrics/importMetricValues";
import { newId } from "../../domain/newId";
import type { RuleText } from "../../domain/rules/checkRule";
import { approveRule, pauseRule, startRule } from "../../domain/rules/moveRule";
import { createRule } from "../../domain/rules/writeRule";
import { transact } from "../../domain/transact";
import { Award, AwardRule, Employee, Metric, Notice, Packet, RuleFiring } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { fireNightlyRules } from "../../jobs/fireRules";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { payLimits } from "../payLimits";
import { openWorld, type World } from "../world";

/** Shanghai wall clock. */
const at = (time: string) => new Date(`${time}:00+08:00`);

describeEngines("Figures that are corrected after a rule read them", (engine) => {
  let world: World;
  let departmentId: string;
  let code: string;
  let hr: Actor;
  let executive: Actor;
  let staff: Actor;
  let mate: Actor;
  let slots = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    world.app.company.payLimits = payLimits;
    hr = await buildEmployee(world, { roles: ["hr"] });
    executive = await buildEmployee(world, { roles: ["executive"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(at("2026-05-03T10:00"));
    await world.db.transaction(async (db) => {
      for (const Row of [Award, RuleFiring, AwardRule, Notice])
        await db.createQueryBuilder().delete().from(Row).execute();
    });
    departmentId = (await buildDepartment(world, { name: "运营一组", chatId: "team" })).id;
    staff = await buildEmployee(world, { name: "张三", departmentId });
    mate = await buildEmployee(world, { name: "刘洋", departmentId });
    const finance = await buildEmployee(world, { roles: ["finance"] });
    await as(finance, (ctx) => grantBudget(ctx, { departmentId, month: "2026-05", amountFen: 100_000 }));
    code = newId(world.clock.now());
    const shared = { unit: "元", direction: "higher", accumulation: "sum", accrues: "every-day" } as const;
    await world.db.transaction((db) => db.insert(Metric, { ...shared, id: code, code, name: "日销" }));
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(1000);
    return transact(world.app, actor, run);
  };
  async function started(changes: Partial<RuleText> = {}) {
    const caps = { coolDownDays: 0, personMonthCap: 31, monthCap: 100 };
    const gift = { badgeCode: "record-day", amountFen: 0 };
    const text = { name: "破纪录奖", kind: "recordDay" as const, departmentId, ...caps, ...gift };
    const parameters = { metricId: code, days: 7 };
    const { id } = await as(hr, (ctx) => createRule(ctx, { parameters, ...text, ...changes }));
    await as(hr, (ctx) => startRule(ctx, id));
    if (changes.amountFen) await as(executive, (ctx) => approveRule(ctx, id));
    return id;
  }
  const bring = (time: string, { id }: Actor, days: Record<string, string>) => {
    world.clock.set(at(time));
    const rows = Object.entries(days).map(([day, value], row) => ({ row, day: `2026-05-${day}`, value }));
    const subject = { metricCode: code, subjectKind: "employee", subjectId: id, source: "导入" } as const;
    return transact(world.app, null, (work) => importMetricValues(work, { ...subject, rows }));
  };
  /** Three processes at 05:20. */
  const night = async (day: string) => {
    world.clock.set(at(`2026-05-${day}T05:20`));
    const slot = world.clock.now().getTime();
    await Promise.all([1, 2, 3].map(() => runOnce(world.app, fireNightlyRules, new Date(slot + slots++))));
  };
  const usual = { "05": "100", "06": "100", "07": "100", "08": "100" };
  const given = async () =>
    (await world.db.read.find(Award, { order: { id: "ASC" } })).map(({ employeeId, packetId, revokedAt }) => [
      employeeId === staff.id ? "张三" : "刘洋",
      packetId !== null,
      revokedAt !== null,
    ]);
  const packets = () => world.db.read.countBy(Packet, { reason: "破纪录奖" });
  const hear = async (time: string) => {
    world.clock.set(at(time));
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.flatMap((delivery) => {
      const message = composeNotice(delivery, "http://x");
      if (!message) return [];
      const said = message.kind === "markdown" ? message.markdown : messageText(message);
      return [[delivery.person?.name ?? delivery.team?.name, said]];
    });
  };

  it("give money only when all figures behind a fact have stood for as long as a slip takes to undo", async () => {
    const before = await packets();
    await started({ amountFen: 5000 });
    await bring("2026-05-09T12:00", staff, usual);
    await bring("2026-05-12T05:11", staff, { "11": "10000" });
    await night("12");
    expect(await given()).toEqual([]);
    // Nobody corrected it.
    await night("13");
    expect(await given()).toEqual([["张三", true, false]]);
    // Nor does a figure of a day before, that makes it a record, count at once; one that it does not rest on does not matter.
    await bring("2026-05-14T05:00", mate, { ...usual, "12": "100", "13": "200" });
    await bring("2026-05-14T05:15", mate, { "01": "7" });
    await night("14");
    expect(await given()).toEqual([
      ["张三", true, false],
      ["刘洋", true, false],
    ]);
    await bring("2026-05-15T05:00", mate, { "14": "200" });
    await bring("2026-05-15T05:15", mate, { "13": "150" });
    await night("15");
    expect(await given()).toHaveLength(2);
    expect(await packets()).toBe(before + 2);
  });

  it("owe no money where they were corrected before", async () => {
    const before = await packets();
    await started({ amountFen: 5000 });
    await bring("2026-05-09T12:00", staff, usual);
    await bring("2026-05-12T05:19", staff, { "11": "10000" });
    await night("12");
    await bring("2026-05-12T09:00", staff, { "11": "100" });
    await night("13");
    expect([await given(), await packets()]).toEqual([[], before]);
  });

  it.each<[RuleText["kind"], Partial<RuleText>]>([
    ["recordDay", {}],
    ["streak", { badgeCode: "streak", parameters: { days: 2, leastScaled: 1_500_000 } }],
    ["firstTimeRight", { badgeCode: "first-time-right", parameters: { days: 3, leastScaled: 900_000 } }],
  ])("take a badge back visibly, and give it again when it is so after all (%s)", async (kind, changes) => {
    await started({ kind, ...changes, parameters: { days: 7, ...changes.parameters, metricId: code } });
    await bring("2026-05-11T05:00", staff, { ...usual, "09": "160", "10": "170" });
    await night("11");
    const first = await given();
    expect(new Set(first.map(String))).toEqual(new Set(["张三,false,false"]));
    await hear("2026-05-11T09:40");
    await bring("2026-05-11T10:00", staff, { "06": "50", "09": "99", "10": "90" });
    await night("12");
    expect(new Set((await given()).map(String))).toEqual(new Set(["张三,false,true"]));
    const heard = await hear("2026-05-12T09:40");
    expect(heard.filter(([who]) => who === "运营一组")).toHaveLength(1);
    expect(heard.find(([who]) => who === "张三")?.[1]).toContain("已更正，勋章“");
    await bring("2026-05-12T10:00", staff, { "06": "100", "09": "160", "10": "170" });
    await night("13");
    expect((await given()).filter(([, , isRevoked]) => !isRevoked)).toHaveLength(first.length);
  });

  it("take nothing back that still holds, that others earned, or that somebody earned where they no longer are", async () => {
    await started();
    for (const person of [staff, mate]) await bring("2026-05-11T05:00", person, { ...usual, "10": "170" });
    await night("11");
    const elsewhere = await buildDepartment(world);
    await world.db.transaction((db) => db.update(Employee, mate.id, { departmentId: elsewhere.id }));
    await bring("2026-05-11T10:00", staff, { "10": "150", "08": "149" });
    await bring("2026-05-11T10:00", mate, { "08": "101" });
    await night("12");
    expect((await given()).sort()).toEqual([
      ["刘洋", false, false],
      ["张三", false, false],
    ]);
  });

  it("take the badge back and leave the money that went along, once for ever", async () => {
    const before = await packets();
    await started({ amountFen: 5000 });
    await bring("2026-05-11T04:00", staff, { ...usual, "10": "170" });
    await night("11");
    expect(await given()).toEqual([["张三", true, false]]);
    await hear("2026-05-11T09:40");
    await bring("2026-05-11T10:00", staff, { "10": "90" });
    await night("12");
    expect(await given()).toEqual([["张三", true, true]]);
    expect((await hear("2026-05-12T09:40")).map(([, said]) => said)).toContainEqual(
      expect.stringContaining("一并收回。已发的红包不受影响。"),
    );
    await bring("2026-05-12T10:00", staff, { "10": "170" });
    await night("13");
    expect([await given(), await packets()]).toEqual([[["张三", true, true]], before + 1]);
  });

  it("are taken back of a paused rule too, and told the team in one message", async () => {
    const id = await started();
    for (const person of [staff, mate]) await bring("2026-05-11T05:00", person, { ...usual, "10": "170" });
    await night("11");
    await hear("2026-05-11T09:40");
    await as(hr, (ctx) => pauseRule(ctx, id));
    for (const person of [staff, mate]) await bring("2026-05-11T10:00", person, { "10": "90" });
    await night("12");
    expect((await given()).every(([, , isRevoked]) => isRevoked)).toBe(true);
    const heard = (await hear("2026-05-12T09:40")).filter(([who]) => who === "运营一组");
    expect(heard).toHaveLength(1);
    expect(heard[0]![1]).toMatch(
      /\*\*(张三\*\*、\*\*刘洋|刘洋\*\*、\*\*张三)\*\* 的勋章已收回\n> 破纪录\n> 数据已撤回或更正/,
    );
  });

  it("are looked for in as many statements for fifty as for two", async () => {
    await started();
    const statements = async (count: number, night: string, day: string) => {
      for (let index = 0; index < count; index++) {
        const person = await buildEmployee(world, { departmentId });
        await bring(`2026-05-${night}T05:00`, person, { ...usual, "09": "100", [day]: "170" });
      }
      world.clock.set(at(`2026-05-${night}T05:20`));
      await runOnce(world.app, fireNightlyRules, new Date(world.clock.now().getTime() + slots++));
      const standing = await world.db.read.findBy(Award, { revokedAt: IsNull() });
      expect(standing).toHaveLength(count);
      for (const { employeeId } of standing)
        await bring(`2026-05-${night}T10:00`, { id: employeeId } as Actor, { [day]: "9" });
      world.statements.length = 0;
      await runOnce(world.app, fireNightlyRules, new Date(world.clock.now().getTime() + slots++));
      expect((await given()).every(([, , isRevoked]) => isRevoked)).toBe(true);
      return world.statements.length;
    };
    expect(await statements(50, "12", "11")).toBe(await statements(2, "13", "12"));
  });
});
