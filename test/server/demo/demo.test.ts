import { sandboxCompany } from "../../../bot/sandbox/company";
import { businessDayOf, cycleBounds, type Day, isoWeekday } from "../../../domain/calendar";
import { findDueElections } from "../../../domain/elections/findDueElections";
import { findElections } from "../../../domain/elections/findElections";
import { findGoalDetail } from "../../../domain/goals/findGoalDetail";
import { formatAmount } from "../../../domain/goals/formatAmount";
import { findIdeas } from "../../../domain/ideas/findIdeas";
import { measureIdea } from "../../../domain/ideas/measureIdea";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { findCertificateByNo } from "../../../domain/recognition/findCertificate";
import { transact } from "../../../domain/transact";
import {
  Alignment,
  Award,
  Budget,
  CheckIn,
  Cycle,
  Department,
  Employee,
  Idea,
  KeyResult,
  Metric,
  MetricValue,
  Notice,
  Objective,
  PacketPart,
  RoleGrant,
} from "../../../entities";
import { createDemo } from "../../../server/demo/createDemo";
import { describeEngines } from "../../engines";
import { openWorld, TestDirectory, type World } from "../../world";

/** WeCom's side of the invented company: ids, no names. */
const directory = () =>
  new TestDirectory(
    sandboxCompany.departments.map(({ id, name, parentId, leader }) => ({
      wecomId: id,
      name,
      parentWecomId: parentId || null,
      leaderUserIds: [leader],
    })),
    sandboxCompany.people.map(({ userId, departmentId, position, leader }) => ({
      userId,
      name: null,
      departmentWecomIds: [departmentId],
      mainDepartmentWecomId: departmentId,
      position,
      managerUserId: leader || null,
      isActive: true,
    })),
  );

/** Figures of the acceptance list, each with the owner, the key result and how its way reads. */
const figures: [number: string, owner: string, title: string, way: string][] = [
  ["S8", "chenzong", "平台市场占有率", "22% → 30%"],
  ["S9", "huangbo", "热门品类新供应商", "0 家 → 20 家"],
  ["S10", "xujing", "大型促销活动", "0 次 → 5 次"],
  ["S10", "xujing", "新用户", "0 人 → 500 万人"],
  ["S16", "chenzong", "复购率", "18% → 25%"],
  ["S16", "gaofei", "精准营销系统上线", "做成"],
  ["S16", "gaofei", "会员体系改版", "做成"],
  ["S16", "liming", "客户分层运营方案", "做成"],
  ["S102", "chenzong", "平台销售额", "0 元 → 500 万元"],
  ["S102", "chenzong", "平台市场占有率", "22% → 30%"],
  ["S111", "chenzong", "全网市场占有率", "14% → 20%"],
  ["S112", "liming", "季度 GMV", "0 元 → 300 万元"],
  ["S115", "liming", "销量", "0 件 → 1 万件"],
  ["S115", "liming", "客单价", "276 元 → 300 元"],
  ["S116", "xujing", "品牌搜索指数", "100 → 150"],
  ["S116", "chenzong", "顾客满意度", "86% → 90%"],
  ["S117", "linxi", "新品上架页面", "0 件 → 200 件"],
  ["S117", "zhaogang", "48小时发货率", "91% → 95%"],
  ["S122", "linxi", "首月上线详情页改版", "做成"],
  ["S170", "sunlei", "二组 GMV", "0 元 → 112 万元"],
  ["S171", "wangfang", "一次性解决率", "84% → 90%"],
  ["S174", "liming", "访客转化率", "2.6% → 3%"],
  ["S174", "xujing", "推广 ROI", "4 → 5"],
  ["S175", "zhouyan", "活动方案通过率", "70% → 80%"],
  ["S175", "zhouyan", "页面配合用时", "4 天 → 2 天"],
  ["S176", "wangfang", "平均响应", "45 秒 → 30 秒"],
  ["S176", "wangfang", "满意度", "4.2 分 → 4.5 分"],
  ["S176", "wangfang", "一次性解决率", "84% → 90%"],
  ["S177", "wangfang", "售后复盘用时", "40 小时 → 24 小时"],
  ["S178", "zhaogang", "48小时发货率", "91% → 95%"],
  ["S178", "zhaogang", "错漏发率", "0.3% → 0.1%"],
  ["S178", "zhaogang", "仓储成本占比", "6.2% → 5%"],
  ["S179", "zhaogang", "库存周转", "38 天 → 30 天"],
  ["S197", "zhangsan", "GMV", "0 元 → 10 万元"],
  ["S203", "zhangsan", "转化率", "3% → 3.5%"],
];

const wayOf = ({ kind, start, target, unit }: KeyResult) =>
  kind === "binary" ? "做成" : `${formatAmount(start, unit)} → ${formatAmount(target, unit)}`;

describeEngines("The demo company", (engine) => {
  let world: World;
  let people: Map<string, Employee>;
  let goals: Objective[];
  let keyResults: KeyResult[];
  const today = "2026-09-16";

  beforeAll(async () => {
    world = await openWorld(engine);
    world.directory.departmentList = directory().departmentList;
    world.directory.personList = directory().personList;
    world.clock.set("2026-09-16T02:00:00Z");
    await createDemo(world.app);
    people = new Map((await world.db.read.find(Employee)).map((one) => [one.wecomUserId ?? "", one]));
    goals = await world.db.read.find(Objective);
    keyResults = await world.db.read.find(KeyResult);
  });
  afterAll(() => world.close());

  const ofOwner = (userId: string) => goals.filter(({ ownerId }) => ownerId === people.get(userId)?.id);
  const keyResultOf = (owner: string, title: string) =>
    keyResults.find((one) => one.title === title && ofOwner(owner).some(({ id }) => id === one.objectiveId));

  it("has about forty named people with positions and managers, and each department its head", async () => {
    expect(people.size).toBeGreaterThanOrEqual(38);
    const all = [...people.values()];
    expect(all.every(({ name, positionId }) => name && positionId)).toBe(true);
    expect(all.filter(({ managerId }) => managerId === null).map(({ name }) => name)).toEqual(["陈志远"]);
    const departments = await world.db.read.find(Department);
    expect(departments.every(({ headId }) => headId !== null)).toBe(true);
    for (const what of ["运营", "客服", "仓储", "设计", "采购", "推广", "技术", "人力资源"])
      expect(departments.some(({ name }) => name.includes(what))).toBe(true);
  });

  it("has HR, an executive, an operator and somebody who keeps the money", async () => {
    const grants = await world.db.read.find(RoleGrant);
    const roles = grants.map(({ employeeId, role }) => [
      role,
      [...people.values()].find(({ id }) => id === employeeId)?.name,
    ]);
    expect(roles.sort()).toEqual([
      ["executive", "陈志远"],
      ["finance", "宋佳"],
      ["hr", "何梅"],
      ["operator", "高飞"],
    ]);
  });

  it("has budgets of this month, of which packets were given and taken, and a ledger that proves it", async () => {
    const budgets = await world.db.read.find(Budget);
    expect(budgets.map(({ month }) => month)).toEqual(["2026-09", "2026-09", "2026-09"]);
    expect(budgets.map(({ leftFen }) => leftFen).sort()).toEqual([197_000, 2_000_000, 486_120]);
    const parts = await world.db.read.find(PacketPart);
    expect(parts.map(({ state, amountFen }) => [state, amountFen])).toEqual([
      ["received", 5_000],
      ["received", 8_880],
      ["received", 3_000],
    ]);
    expect(await verifyLedger(world.app)).toMatchObject({ transactions: 9, faults: [] });
    expect(await world.db.read.countBy(Notice, {})).toBe(0);
  });

  it("has ideas that wait, were given back, and were accepted with an effect in the figures", async () => {
    const ideas = await world.db.read.find(Idea, { order: { createdAt: "ASC" } });
    expect(ideas.map(({ state }) => state)).toEqual(["accepted", "returned", "open"]);
    const [accepted, returned, open] = ideas;
    expect(accepted).toMatchObject({ subjectKind: "department", effectDays: 14, beforeScaled: 64_000 });
    expect(accepted!.afterScaled).toBe(50_000);
    expect(accepted!.measuredAt! < world.clock.now()).toBe(true);
    const manager = people.get("wangfang")!;
    expect([accepted!.decidedById, returned!.note]).toEqual([manager.id, expect.stringContaining("货架")]);
    // As the job would have measured it: asked again it has nothing to add.
    const again = { beforeScaled: null, afterScaled: null, measuredAt: null };
    await world.db.transaction((db) => db.update(Idea, accepted!.id, again));
    await transact(world.app, null, (work) => measureIdea(work, accepted!.id));
    expect(await world.db.read.findOneByOrFail(Idea, { id: accepted!.id })).toMatchObject({
      beforeScaled: accepted!.beforeScaled,
      afterScaled: accepted!.afterScaled,
    });
    await world.db.transaction((db) => db.delete(Notice, { subjectId: accepted!.id }));
    const { db, company, clock } = world.app;
    const reader = { db: db.read, company, now: clock.now(), actor: Object.assign(manager, { roles: [] }) };
    expect((await findIdeas(reader, { scope: "waiting" })).map(({ idea }) => idea.id)).toEqual([open!.id]);
  });

  it("has an election open for votes and one that was counted, with an honour and its certificate", async () => {
    const { db, company, clock } = world.app;
    const actor = Object.assign(people.get("hemei")!, { roles: ["hr" as const] });
    const [running, counted] = await findElections({ db: db.read, company, now: clock.now(), actor });
    expect(running).toMatchObject({ phase: "voting", turnout: 2, department: { name: "客服部" } });
    expect(running!.nominees.map(({ person, reasons }) => [person.name, reasons.length])).toEqual([
      ["邓毅", 1],
      ["曹倩", 2],
    ]);
    expect(counted).toMatchObject({ phase: "closed", turnout: 6, election: { month: "2026-08", seats: 1 } });
    expect(counted!.nominees.map(({ person, votes, isElected }) => [person.name, votes, isElected])).toEqual([
      ["刘洋", 4, true],
      ["冯宇", 2, false],
    ]);
    const award = await world.db.read.findOneByOrFail(Award, { kind: "honour" });
    expect(award).toMatchObject({ employeeId: people.get("liuyang")!.id, title: "2026年8月优秀员工" });
    const certificate = await findCertificateByNo(world.db.read, award.certificateNo!, company);
    expect(certificate).toMatchObject({ name: "刘洋", isRevoked: false });
    // The clock finds nothing that is overdue.
    expect(await findDueElections(world.db.read, clock.now())).toEqual([]);
    expect(await world.db.read.countBy(Notice, {})).toBe(0);
  });

  it("runs in this year's, quarter's and month's cycles", async () => {
    const running = (await world.db.read.find(Cycle)).filter(
      ({ startsOn, endsOn }) => startsOn <= today && today <= endsOn,
    );
    expect(running.map(({ kind }) => kind).sort()).toEqual(["half", "month", "quarter", "year"]);
    const used = new Set(goals.map(({ cycleId }) => running.find(({ id }) => id === cycleId)?.kind));
    expect([...used].sort()).toEqual(["month", "quarter", "year"]);
  });

  it.each(figures)("has the figure of %s: %s, %s, %s", (_, owner, title, way) => {
    const keyResult = keyResultOf(owner, title);
    expect(keyResult && wayOf(keyResult)).toBe(way);
  });

  it("has the titles of S101 and S110", () => {
    expect(ofOwner("chenzong").map(({ title }) => title)).toEqual(
      expect.arrayContaining(["成为平台女装品类销售冠军", "五年做到行业领先品牌，今年先站稳"]),
    );
  });

  it("checks S115 against S112: 10,000 pieces of 300 yuan are the 3,000,000", () => {
    const [pieces, price, gmv] = ["销量", "客单价", "季度 GMV"].map(
      (title) => keyResultOf("liming", title)!.target / 10_000,
    );
    expect(pieces! * price!).toBe(gmv);
  });

  it("says S174's growth as it was set: 12 % more than 1,000,000", () => {
    expect(keyResultOf("sunlei", "二组 GMV")).toMatchObject({
      changeKind: "relative",
      baseline: 1_000_000 * 10_000,
      changeBy: 12 * 10_000,
      target: 1_120_000 * 10_000,
    });
  });

  it("sets S122's date at the end of the quarter's first month", () => {
    expect(keyResultOf("linxi", "首月上线详情页改版")?.dueOn).toBe("2026-07-31");
  });

  it("gives each goal two to five key results whose weights are a whole (S118), and one owner (S121)", () => {
    for (const { id, title } of goals) {
      const own = keyResults.filter(({ objectiveId }) => objectiveId === id);
      expect([title, own.length >= 2 && own.length <= 5]).toEqual([title, true]);
      expect(own.reduce((sum, { weight }) => sum + weight, 0)).toBe(10_000);
    }
  });

  it("links personal goals to the department's and those to the company's, shares summing to a whole (S113)", async () => {
    const edges = await world.db.read.find(Alignment);
    const company = goals.find(({ title }) => title === "成为平台女装品类销售冠军")!;
    const parentOf = new Map(edges.map(({ objectiveId, parentObjectiveId }) => [objectiveId, parentObjectiveId]));
    for (const goal of goals.filter(({ level }) => level !== "company")) {
      let at: string | null | undefined = goal.id;
      for (let steps = 0; at && at !== company.id && steps < 5; steps++) at = parentOf.get(at);
      expect([goal.title, at]).toEqual([goal.title, company.id]);
    }
    const sums = new Map<string, number>();
    for (const { parentObjectiveId, share } of edges)
      sums.set(parentObjectiveId ?? "", (sums.get(parentObjectiveId ?? "") ?? 0) + share);
    expect([...sums.values()].every((sum) => sum === 10_000)).toBe(true);
  });

  it("leads from 张三's own work over the department's goal to the company's (S2)", async () => {
    const [own] = ofOwner("zhangsan");
    const actor = Object.assign(people.get("zhangsan")!, { roles: [] });
    const { db, company, clock } = world.app;
    const { path } = await findGoalDetail({ db: db.read, company, now: clock.now(), actor }, own!.id);
    expect(path.map(({ objective }) => objective.level)).toEqual(["person", "department", "company"]);
  });

  it("has reports up to yesterday and none of days to come", async () => {
    const reports = await world.db.read.find(CheckIn);
    expect(reports.length).toBeGreaterThan(500);
    expect(
      reports
        .map(({ businessDay }) => businessDay)
        .sort()
        .at(-1),
    ).toBe("2026-09-15");
  });

  describe("its daily figures", () => {
    let gmv: { day: Day; value: number }[];
    beforeAll(async () => {
      const metric = await world.db.read.findOneByOrFail(Metric, { code: "gmv" });
      gmv = (await world.db.read.findBy(MetricValue, { metricId: metric.id }))
        .map(({ day, value }) => ({ day, value: value / 10_000 }))
        .sort((a, b) => a.day.localeCompare(b.day));
    });
    const mean = (days: { value: number }[]) => days.reduce((sum, { value }) => sum + value, 0) / days.length;
    const between = (from: Day, to: Day) => gmv.filter(({ day }) => from <= day && day <= to);

    it("are those of thirteen months, each day once, the last yesterday", () => {
      expect(gmv.length).toBe(396);
      expect(new Set(gmv.map(({ day }) => day)).size).toBe(396);
      expect(gmv.at(-1)?.day).toBe("2026-09-15");
      expect(gmv[0]!.day < "2025-08-31").toBe(true);
    });

    it("are better at weekends", () => {
      const calm = between("2026-03-01", "2026-05-31");
      const onWeekend = ({ day }: { day: Day }) => isoWeekday(day) >= 6;
      expect(mean(calm.filter(onWeekend))).toBeGreaterThan(mean(calm.filter((one) => !onWeekend(one))) * 1.05);
    });

    it.each([
      ["618", "2026-06-18", "2026-06-01", "2026-06-10"],
      ["双11", "2025-11-11", "2025-10-20", "2025-10-31"],
    ])("peak at %s", (_, peak, from, to) => {
      expect(mean(between(peak, peak))).toBeGreaterThan(mean(between(from, to)) * 3);
    });

    it("feed the company's sales of the quarter", () => {
      const { startsOn } = cycleBounds("quarter", businessDayOf(world.clock.now(), "Asia/Shanghai"));
      const sold = between(startsOn, today).reduce((sum, { value }) => sum + value, 0);
      expect(keyResultOf("chenzong", "平台销售额")?.current).toBe(sold * 10_000);
    });

    it("are the same each time", async () => {
      const again = await openWorld(engine);
      Object.assign(again.directory, directory());
      again.clock.set("2026-09-16T02:00:00Z");
      await createDemo(again.app);
      const values = await again.db.read.find(MetricValue, { order: { day: "ASC" } });
      const firstDay = values.filter(({ day }) => day === gmv[0]!.day).map(({ value }) => value / 10_000);
      const sum = values.reduce((total, { value }) => total + value, 0);
      const all = await world.db.read.find(MetricValue);
      expect(firstDay).toContain(gmv[0]!.value);
      expect(sum).toBe(all.reduce((total, { value }) => total + value, 0));
      await again.close();
    });
  });
});
