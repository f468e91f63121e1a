import fc from "fast-check";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import type { Actor } from "../../domain/context";
import { transact } from "../../domain/transact";
import { CheckIn, Employee, KeyResult, Notice } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

describeEngines("Reporting in chat", (engine) => {
  let world: World;
  let cycleId: string;
  let messages = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(monday));

  const say = async (person: Actor, text: string) => {
    world.clock.forward(1000);
    const answer = await world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key: `r${++messages}`,
      at: world.clock.now(),
      text,
    });
    return answer?.kind === "text" ? answer.text : "";
  };
  const owning = async (...keyResults: Partial<KeyResult>[]) => {
    const owner = await buildEmployee(world);
    const goal = await buildGoal(world, { ownerId: owner.id, cycleId, title: "冲第一", keyResults });
    return { owner, ids: goal.keyResults.map(({ id }) => id) };
  };
  const current = async (id = "") => (await world.db.read.findOneByOrFail(KeyResult, { id })).current;
  const stored = (owner: Actor) => world.db.read.countBy(CheckIn, { reportedById: owner.id });

  it.each([
    ["进度 GMV 52000", 52_000],
    ["进度 +3000", 13_000],
    ["进度 GMV -3000", 7_000],
    ["进度 GMV −3000", 7_000],
    ["进度 GMV － 3000", 7_000],
    ["进度 5.2万", 52_000],
    ["进度 5.2 万", 52_000],
    ["5.2万", 52_000],
    ["+3000", 13_000],
    ["进度 52,000", 52_000],
    ["进度 GMV 52,000元", 52_000],
    ["进度 GMV ￥52000", 52_000],
    ["进度　ＧＭＶ　５２０００", 52_000],
    ["进度：GMV：52000", undefined],
    ["报进度 gmv 3w", 30_000],
    ["汇报 GMV 0.5亿", 50_000_000],
    ["进度GMV 52000", 52_000],
    ["进度52000", 52_000],
    ["进度 GMV 0", 0],
    ["进度 GMV 0.0001", 0.0001],
  ])("reads %j", async (text, value) => {
    const { owner, ids } = await owning({ title: "GMV" });
    await say(owner, "进度 GMV 10000");
    const answer = await say(owner, text);
    if (value === undefined) expect(answer).toContain("没有这一项");
    else expect(answer).toContain("已记录：GMV");
    expect(await current(ids[0])).toBe(Math.round((value ?? 10_000) * 10_000));
  });

  it.each([
    ["进度 GMV 1e30", "“1e30”不是数字"],
    ["进度 GMV 999999999999999999999", "“999999999999999999999”太大了"],
    ["进度 GMV 1万亿亿", "不是数字"],
    ["进度 GMV 1.23456", "“1.23456”小数太多"],
    ["进度 GMV 52,00", "“52,00”不是数字"],
    ["进度 GMV 1.2.3", "“1.2.3”不是数字"],
    ["进度 GMV --5", "“--5”不是数字"],
    ["进度 GMV 增长 5", "没有这一项。可以上报：GMV"],
    ["进度 GMV NaN", "“NaN”不是数字"],
    ["进度 GMV Infinity", "“Infinity”不是数字"],
    ["进度 GMV 😀", "“😀”不是数字"],
    ["进度 ＧＭＶ 五万二", "“五万二”不是数字"],
    ["进度 GMV +3000 +200", "一次只报一个数字，“+3000 +200”没有记录"],
    ["进度 GMV增长 三成", "请发“进度 名称 数字”"],
    ["进度 利润 五万", "请发“进度 名称 数字”"],
    ["进度 GMV 50%", "“GMV”的单位是 元，不是 %"],
    ["进度 GMV +30秒", "“GMV”的单位是 元，不是 秒"],
    ["进度 GMV", "请发“进度 名称 数字”"],
    ["进度", "请发“进度 名称 数字”"],
    ["进度 利润 5", "没有这一项。可以上报：GMV"],
    ["进度 GMV 完成", "“GMV”要报数字，请发例如：进度 GMV 52000。"],
    ["进度 完成", "“GMV”要报数字，请发例如：进度 GMV 52000。"],
    ["完成", "要上报做完了，请发“进度 名称 完成”"],
    [`进度 ${"长".repeat(1000)} 5`, "这句话太长了，请缩短到 1000 个字以内再发"],
  ])("refuses %j, says why, and stores nothing", async (text, words) => {
    const { owner } = await owning({ title: "GMV" });
    expect(await say(owner, text)).toContain(words);
    expect(await stored(owner)).toBe(0);
  });

  it.each([
    ["%", "5.2万", "“指标”的单位是 %，不是 万"],
    ["%", "5000元", "“指标”的单位是 %，不是 元"],
    ["%", "3.1％", "已记录"],
    ["块", "5.2万元", "已记录"],
    ["元", "52块", "已记录"],
    ["件", "300个", "已记录"],
    ["件", "300元", "“指标”的单位是 件，不是 元"],
    ["小时", "30分", "“指标”的单位是 小时，不是 分"],
    ["笔", "300单", "已记录"],
    ["", "300单", "已记录"],
  ])("holds a figure against the unit %j: %s", async (unit, figure, words) => {
    const { owner } = await owning({ title: "指标", unit, target: 10_000_000_000 });
    expect(await say(owner, `进度 指标 ${figure}`)).toContain(words);
    expect(await stored(owner)).toBe(words === "已记录" ? 1 : 0);
  });

  it("asks which where several fit, and takes a part of the name that fits one", async () => {
    const { owner, ids } = await owning(
      { title: "直播GMV" },
      { title: "店铺GMV" },
      { title: "会员上线", kind: "binary", target: 10_000 },
    );
    expect(await say(owner, "进度 500")).toContain("请回复数字：\n1. 直播GMV\n2. 店铺GMV");
    expect(await say(owner, "进度 gmv 500")).toContain("请回复数字：\n1. 直播GMV\n2. 店铺GMV");
    expect(await say(owner, "进度 客单价 500")).toContain("可以上报：直播GMV、店铺GMV、会员上线");
    expect(await say(owner, "进度 店铺 500")).toContain("已记录：店铺GMV 500 元");
    expect(await say(owner, "进度 会员上线 500")).toContain("这是完成项：做完了请发“进度 名称 完成”");
    expect(await say(owner, "进度 会员上线 完成")).toContain("目标达成");
    expect(await Promise.all(ids.map(current))).toEqual([null, 5_000_000, 10_000]);
  });

  it("takes a number, or a name, for the answer to which", async () => {
    const { owner, ids } = await owning({ title: "直播GMV" }, { title: "店铺GMV" });
    await say(owner, "进度 500");
    expect(await say(owner, "3")).toContain("请回复 1 到 2 的数字");
    expect(await say(owner, "不清楚")).toContain("请回复 1 到 2 的数字");
    expect(await say(owner, "２")).toContain("已记录：店铺GMV 500 元");
    await say(owner, "进度 +700");
    expect(await say(owner, "直播")).toContain("已记录：直播GMV 700 元");
    expect(await Promise.all(ids.map(current))).toEqual([7_000_000, 5_000_000]);
  });

  it("counts what was asked about when it was said, and lets go of it for another report, 取消, or after ten minutes", async () => {
    const { owner, ids } = await owning({ title: "直播GMV" }, { title: "店铺GMV" });
    for (const leave of ["进度 直播 100", "取消", "wait"]) {
      await say(owner, "进度 500");
      if (leave === "wait") world.clock.forward(10 * 60_000);
      else await say(owner, leave);
      expect(await say(owner, "2")).toContain("请回复数字");
      await say(owner, "取消");
    }
    await say(owner, "5.2万");
    await say(owner, "6.2万");
    await say(owner, "进度 直播 800");
    expect(await Promise.all(ids.map(current))).toEqual([8_000_000, null]);
    await say(owner, "进度 500");
    const occurredAt = world.clock.now();
    await say(owner, "今日");
    expect(await say(owner, "2")).toContain("已记录：店铺GMV 500 元");
    expect(await world.db.read.findOneByOrFail(CheckIn, { keyResultId: ids[1] })).toMatchObject({ occurredAt });
  });

  it("goes on with the goal that is being written once it is clear which", async () => {
    const { owner } = await owning({ title: "直播GMV" }, { title: "店铺GMV" });
    for (const line of ["新目标", "守住老客", "1", "进度 500"]) await say(owner, line);
    expect(await say(owner, "1")).toContain("已记录：直播GMV");
    expect(await say(owner, "订单 做到 300单")).toContain("KR1 订单 300 单");
  });

  it("prefers the exact name to one that only begins with it", async () => {
    const { owner, ids } = await owning({ title: "GMV" }, { title: "GMV增长" });
    await say(owner, "进度 gmv 500");
    expect(await Promise.all(ids.map(current))).toEqual([5_000_000, null]);
  });

  it("tells key results of the same name apart by their goals, and those by their place", async () => {
    const { owner, ids } = await owning({ title: "GMV" });
    world.clock.forward(1);
    const other = await buildGoal(world, {
      ownerId: owner.id,
      cycleId,
      title: "守住老客",
      keyResults: [{ title: "GMV" }, { title: "GMV" }],
    });
    expect(await say(owner, "进度 GMV 500")).toContain(
      "请回复数字：\n1. GMV（冲第一）\n2. GMV（守住老客，第1条）\n3. GMV（守住老客，第2条）",
    );
    expect(await say(owner, "进度 GMV（冲第一） 500")).toContain("已记录");
    expect(await say(owner, "进度 GMV(守住老客,第2条) 700")).toContain("已记录");
    const all = [...ids, ...other.keyResults.map(({ id }) => id)];
    expect(await Promise.all(all.map(current))).toEqual([5_000_000, null, 7_000_000]);
  });

  it("does not take a goal that is being written for a report", async () => {
    const { owner } = await owning({ title: "GMV" });
    await say(owner, "新目标");
    expect(await say(owner, "进度管理做到位")).toContain("第 2 步");
    await say(owner, "1");
    expect(await say(owner, "汇报及时率 从80%提升到95%")).toContain("KR1 汇报及时率 80% → 95%");
    expect(await say(owner, "进度 GMV 500")).toContain("已记录");
    expect(await stored(owner)).toBe(1);
  });

  it("does not take the 完成 that ends the guide for a report when it is sent twice", async () => {
    const { owner, ids } = await owning({ title: "会员上线", kind: "binary", target: 10_000 });
    const boss = await buildEmployee(world);
    await world.db.transaction((db) => db.update(Employee, owner.id, { managerId: boss.id, reportsToId: boss.id }));
    for (const line of ["新目标", "守住老客", "1", "回购 做到 100单", "完成"]) await say(owner, line);
    for (const line of ["完成", "已完成", "做完了", "是"])
      expect(await say(owner, line)).toContain("没有正在填写的内容");
    expect(await stored(owner)).toBe(0);
    expect(await say(owner, "进度 完成")).toContain("已记录：会员上线");
    expect(await current(ids[0])).toBe(10_000);
  });

  it("says so where there is nothing to report on", async () => {
    const nobody = await buildEmployee(world);
    await buildGoal(world, { ownerId: nobody.id, cycleId, status: "submitted" });
    expect(await say(nobody, "进度 GMV 5")).toBe("你没有进行中的目标，或都已到期。发“新目标”提一个新的。");
  });

  it("refuses what was said before the cycle began or after now, by the time it was said", async () => {
    const { owner } = await owning({ title: "GMV" });
    const at = (instant: string) =>
      world.bot.receive({
        channel: "wecom",
        userId: owner.wecomUserId ?? "",
        key: `r${++messages}`,
        at: new Date(instant),
        text: "进度 GMV 5",
      });
    expect(await at("2026-04-30T15:59:59Z")).toMatchObject({ text: expect.stringContaining("没有进行中的目标") });
    expect(await at("2026-05-11T02:06:00Z")).toMatchObject({ text: expect.stringContaining("上报时间晚于现在") });
    expect(await at("2026-04-30T16:00:00Z")).toMatchObject({ text: expect.stringContaining("已记录") });
  });

  it("never stores a value that is not exact, whatever is added up", async () => {
    const { owner, ids } = await owning({ title: "GMV" });
    await say(owner, "进度 GMV 4500亿");
    expect(await say(owner, "进度 GMV +4500亿")).toContain("数字太大了，请检查");
    await say(owner, "进度 GMV -4500亿");
    await say(owner, "进度 GMV +4500亿");
    const [, less] = await world.db.read.find(CheckIn, {
      where: { reportedById: owner.id },
      order: { occurredAt: "ASC" },
    });
    await expect(transact(world.app, owner, (ctx) => retractCheckIn(ctx, less?.id ?? ""))).rejects.toMatchObject({
      code: "checkIn.amountTooLarge",
    });
    expect(await current(ids[0])).toBe(4_500_000_000_000_000);
  });

  it("answers whatever is said with words, once, and never breaks", async () => {
    const { owner } = await owning({ title: "GMV" });
    const pieces = [
      "进度",
      "GMV",
      " ",
      "5",
      "万",
      "+",
      "-",
      "表扬",
      "@",
      "撤回",
      "完成",
      "\n",
      "😀",
      "\u202e",
      "\ue000",
      "<",
      "$userName=a$",
      "１",
      ",",
      ".",
      "新目标",
      "取消",
      "绑定",
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), async (list) => {
        const before = await world.db.read.countBy(Notice, { employeeId: owner.id });
        const answer = await say(owner, list.join(""));
        const owed = (await world.db.read.countBy(Notice, { employeeId: owner.id })) - before;
        expect(answer !== "" || owed > 0).toBe(true);
      }),
      { numRuns: engine === "sqlite" ? 60 : 20 },
    );
  });
});
