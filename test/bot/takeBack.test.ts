import { composeNotice } from "../../bot/composeNotice";
import type { Inbound } from "../../bot/Inbound";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import type { Actor } from "../../domain/context";
import { retractAward } from "../../domain/recognition/retractAward";
import { transact } from "../../domain/transact";
import { Approval, Award, CheckIn, Conversation, Event, KeyResult, Notice, Objective } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

/** What a person says and presses, and what comes of it. */
describeEngines("Taking back", (engine) => {
  let world: World;
  let messages = 0;
  let people = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    await buildCycle(world, { name: "2026年5月" });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction((db) => db.createQueryBuilder().delete().from(Notice).execute());
  });

  const send = async (person: Actor, part: Partial<Inbound>) => {
    world.clock.forward(1000);
    const answer = await world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key: `t${++messages}`,
      at: world.clock.now(),
      ...part,
    });
    return answer?.kind === "text" ? answer.text : "";
  };
  const say = (person: Actor, text: string) => send(person, { text });
  const press = (person: Actor, key: string, option?: string) =>
    send(person, { button: { key, responseCode: `t${messages}`, choices: option ? { returnReason: [option] } : {} } });
  const deliver = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.map((delivery) => {
      const message = composeNotice(delivery, "http://x");
      const text = message?.kind === "text" ? message.text : message?.kind === "markdown" ? message.markdown : "";
      return [delivery.person?.name ?? "群", delivery.notice.template, text];
    });
  };
  const team = async () => {
    const department = await buildDepartment(world, { chatId: "team" });
    const number = ++people;
    const manager = await buildEmployee(world, { name: `店长${number}`, departmentId: department.id });
    const owner = await buildEmployee(world, {
      name: `张三${number}`,
      departmentId: department.id,
      managerId: manager.id,
    });
    return { manager, owner };
  };
  const currentOf = async (id: string) => (await world.db.read.findOneByOrFail(KeyResult, { id })).current;
  const goalOf = (ownerId: string) => world.db.read.findOneByOrFail(Objective, { ownerId });
  async function propose(owner: Actor) {
    for (const line of ["新目标", "冲第一", "2026年5月", "GMV 做到 100万元", "完成"]) await say(owner, line);
    return goalOf(owner.id);
  }

  describe("a report", () => {
    it("takes back one after the other, the latest said first, until none is left", async () => {
      const { owner } = await team();
      const {
        keyResults: [keyResult],
      } = await buildGoal(world, { ownerId: owner.id });
      for (const text of ["进度 1000", "进度 +500", "进度 +200"]) await say(owner, text);
      const values: unknown[] = [];
      const answers: string[] = [];
      for (let times = 0; times < 3; times++) {
        answers.push(await say(owner, "撤回"));
        values.push(await currentOf(keyResult!.id));
      }
      expect(values).toEqual([15_000_000, 10_000_000, null]);
      expect(answers).toEqual([
        "已撤回 5月11日 上报的 GMV +200 元，现在是 1,500 元。发“今日”看进度。",
        "已撤回 5月11日 上报的 GMV +500 元，现在是 1,000 元。发“今日”看进度。",
        "已撤回 5月11日 上报的 GMV 1,000 元，现在没有上报了。发“今日”看进度。",
      ]);
      expect(await say(owner, "撤回")).toContain("没有可以撤回的内容");
    });

    it("of an earlier day is taken back only by its day", async () => {
      const { owner } = await team();
      const {
        keyResults: [keyResult],
      } = await buildGoal(world, { ownerId: owner.id });
      await say(owner, "进度 1000");
      world.clock.forward(86_400_000);
      const asked = "最近一次上报是 5月11日 的 GMV 1,000 元。要撤回它，请发“撤回 5月11日”。";
      for (let times = 0; times < 2; times++) expect(await say(owner, "撤回")).toBe(asked);
      expect(await say(owner, "撤回 5月10日")).toContain("没有撤回：最近一次不是 5月10日 的上报");
      expect(await currentOf(keyResult!.id)).toBe(10_000_000);
      expect(await say(owner, "撤回 ５月１１日")).toContain("已撤回 5月11日 上报的 GMV 1,000 元");
      expect(await currentOf(keyResult!.id)).toBeNull();
    });

    it("of a cycle that has ended stays, over the API too, and an older one of a running cycle is meant", async () => {
      const { owner } = await team();
      const half = await buildCycle(world, { endsOn: "2026-06-30" });
      const [long, month] = [
        await buildGoal(world, { ownerId: owner.id, cycleId: half.id, keyResults: [{ title: "半年" }] }),
        await buildGoal(world, { ownerId: owner.id, keyResults: [{ title: "当月" }] }),
      ];
      world.clock.set("2026-05-31T15:00:00Z");
      await say(owner, "进度 半年 7");
      await say(owner, "进度 当月 8");
      const at = new Date("2026-05-31T15:59:59Z");
      world.clock.set("2026-05-31T16:00:01Z");
      expect(await say(owner, "撤回 5月31日")).toContain("已撤回 5月31日 上报的 半年 7 元");
      expect(await currentOf(month.keyResults[0]!.id)).toBe(80_000);
      expect(await currentOf(long.keyResults[0]!.id)).toBeNull();
      const { id } = await world.db.read.findOneByOrFail(CheckIn, { keyResultId: month.keyResults[0]!.id });
      await expect(transact(world.app, owner, (ctx) => retractCheckIn(ctx, id))).rejects.toMatchObject({
        code: "checkIn.retractAfterCycle",
      });
      // Said before midnight, it only came in later.
      expect(await send(owner, { text: "撤回", at })).toContain("已撤回 5月31日 上报的 当月 8 元");
    });

    it("is said once however often WeCom brings it", async () => {
      const { owner } = await team();
      await buildGoal(world, { ownerId: owner.id });
      await say(owner, "进度 1000");
      await say(owner, "进度 2000");
      const inbound = { text: "撤回", key: "again" };
      expect(await send(owner, inbound)).toBe(await send(owner, inbound));
      expect(await world.db.read.countBy(CheckIn, { reportedById: owner.id, operation: "retract" })).toBe(1);
    });

    it("takes back what somebody above reported for the person, and tells them", async () => {
      const { owner, manager } = await team();
      const {
        keyResults: [keyResult],
      } = await buildGoal(world, { ownerId: owner.id });
      await say(owner, "进度 5");
      world.clock.forward(1000);
      await transact(world.app, manager, (ctx) =>
        recordCheckIn(ctx, {
          keyResultId: keyResult!.id,
          operation: "add",
          amount: 20_000,
          source: "web",
          occurredAt: world.clock.now(),
        }),
      );
      const [[, template, words]] = (await deliver()) as [string[]];
      expect(template).toBe("reportedForYou");
      expect(words).toBe(
        `${manager.name} 替你报了进度（代报）。不对请发“撤回”，或在目标里撤回，会告诉对方。\nGMV：现在 7 元`,
      );
      expect(await say(owner, "撤回")).toContain("已撤回 5月11日 上报的 GMV +2 元，现在是 5 元");
      expect(await deliver()).toContainEqual([
        manager.name,
        "reportObjected",
        `${owner.name} 撤回了你在 5月11日 代报的 GMV +2 元。请和对方核对后再报。`,
      ]);
      expect(await currentOf(keyResult!.id)).toBe(50_000);
      expect(await say(manager, "撤回")).toContain("没有可以撤回的内容");
      expect(await say(owner, "撤回")).toContain("已撤回 5月11日 上报的 GMV 5 元");
    });

    it("leaves alone what was imported, what somebody reported for others, and what belongs to a goal that has ended", async () => {
      const { owner, manager } = await team();
      const {
        keyResults: [keyResult],
      } = await buildGoal(world, { ownerId: owner.id });
      const common = {
        keyResultId: keyResult!.id,
        operation: "set",
        amount: 10_000,
        occurredAt: world.clock.now(),
      } as const;
      await transact(world.app, owner, (ctx) => recordCheckIn(ctx, { ...common, source: "import" }));
      const other = await buildGoal(world, { ownerId: (await buildEmployee(world, { managerId: manager.id })).id });
      const forOther = { ...common, keyResultId: other.keyResults[0]!.id, source: "web" } as const;
      await transact(world.app, manager, (ctx) => recordCheckIn(ctx, forOther));
      const ended = await buildGoal(world, { ownerId: owner.id, keyResults: [{ title: "旧指标" }] });
      await say(owner, "进度 旧指标 5");
      await world.db.transaction((db) => db.update(Objective, ended.id, { status: "closing" }));
      expect(await say(owner, "撤回")).toContain("没有可以撤回的内容");
      expect(await say(manager, "撤回")).toContain("已撤回 5月11日 上报的 GMV 1 元");
    });
  });

  describe("a proposal", () => {
    it("withdraws it, and the manager's button says so and works no more", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      expect(await say(owner, "撤回")).toBe("《冲第一》已撤回，不再等待审批。发“新目标”可以重新提。");
      expect(await goalOf(owner.id)).toMatchObject({ status: "withdrawn" });
      expect(await world.db.read.findOneByOrFail(Approval, { objectiveId: id })).toMatchObject({
        decision: "withdrawn",
        decidedById: owner.id,
      });
      await deliver();
      await press(manager, `goal.approve:${id}`);
      expect(await deliver()).toEqual([
        [manager.name, "cardUpdated", ""],
        [manager.name, "message", "目标现在是“已撤回”，不能通过。只有待审批的目标可以通过。"],
      ]);
    });

    it("comes before an older report, and after a newer one", async () => {
      const { owner } = await team();
      await buildGoal(world, { ownerId: owner.id, title: "旧目标" });
      await say(owner, "进度 5");
      for (const line of ["新目标", "冲第一", "2026年5月", "GMV 做到 100万元", "完成"]) await say(owner, line);
      await say(owner, "进度 6");
      expect(await say(owner, "撤回")).toContain("上报的 GMV");
      expect(await say(owner, "撤回")).toContain("《冲第一》");
      expect(await say(owner, "撤回")).toContain("上报的 GMV");
    });
  });

  describe("a line of a goal that is being written", () => {
    it("one after the other, down to the first step, and leaves alone what was reported before", async () => {
      const { owner } = await team();
      const {
        keyResults: [keyResult],
      } = await buildGoal(world, { ownerId: owner.id });
      await say(owner, "进度 1000");
      for (const line of ["新目标", "冲第一", "2026年5月", "利润 做到 10万元", "订单 做到 300单"])
        await say(owner, line);
      const answer = await say(owner, "撤回");
      expect(answer).toContain("KR1 利润 10 万元");
      expect(answer).not.toContain("订单 300");
      expect(await say(owner, "撤回")).toContain("第 3 步");
      expect(await say(owner, "撤回")).toContain("第 2 步");
      expect(await say(owner, "撤回")).toContain("第 1 步");
      expect(await say(owner, "撤回")).toContain("正在写的目标里没有可以撤回的了");
      expect(await currentOf(keyResult!.id)).toBe(10_000_000);
      await say(owner, "取消");
      expect(await say(owner, "撤回")).toContain("上报的 GMV 1,000 元");
    });

    it("after what was reported since, which was the last thing done", async () => {
      const { owner } = await team();
      await buildGoal(world, { ownerId: owner.id });
      for (const line of ["新目标", "冲第一", "2026年5月", "利润 做到 10万元"]) await say(owner, line);
      await say(owner, "进度 1000");
      expect(await say(owner, "撤回")).toContain("上报的 GMV 1,000 元");
      expect(await say(owner, "撤回")).toContain("已撤回最后写的一条，目标还没提交。\n第 3 步");
    });

    it("of a goal that was given back, and submits it without", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.return:${id}`, "tooLow");
      expect(await say(owner, "新目标")).toContain("去掉最后一条发“撤回”");
      await say(owner, "订单 做到 300单");
      expect(await say(owner, "撤回")).toContain("《冲第一》\nKR1 GMV 100 万元");
      expect(await say(owner, "完成")).toContain("《冲第一》已提交");
      expect(await world.db.read.countBy(KeyResult, { objectiveId: id })).toBe(1);
    });
  });

  describe("an approval", () => {
    it.each([
      ["9 minutes and 59 seconds", 598_000, "submitted"],
      ["10 minutes", 599_000, "submitted"],
      ["10 minutes and a second", 600_000, "active"],
    ])("by the button after %s: %d ms", async (_, wait, status) => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.approve:${id}`);
      world.clock.forward(wait);
      await press(manager, `goal.undoApproval:${id}`);
      expect((await goalOf(owner.id)).status).toBe(status);
      if (status === "active") expect(JSON.stringify(await deliver())).toContain("批准超过 10 分钟，不能撤销了");
    });

    it("by 撤回, for who approved and nobody else, and tells the owner", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.approve:${id}`);
      await deliver();
      expect(await say(owner, "撤回")).toContain("没有可以撤回的内容");
      expect(await say(manager, "撤回")).toBe("《冲第一》的批准已撤销，重新回到待审批。");
      expect(await deliver()).toEqual([[owner.name, "goalApprovalUndone", "《冲第一》的批准已撤销，重新回到待审批。"]]);
      await press(manager, `goal.approve:${id}`);
      world.clock.forward(10 * 60_000);
      expect(await say(manager, "撤回")).toContain("没有可以撤回的内容");
    });

    it("not once somebody has reported, nor after it was taken back, for either way of asking", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.approve:${id}`);
      await say(owner, "进度 5");
      expect(await say(manager, "撤回")).toContain("没有可以撤回的内容");
      await say(owner, "撤回");
      await press(manager, `goal.undoApproval:${id}`);
      expect(JSON.stringify(await deliver())).toContain("对方已经上报进度，不能撤销批准了");
      expect((await goalOf(owner.id)).status).toBe("active");
    });

    it("that can no longer be undone does not stand before what still can", async () => {
      const { owner, manager } = await team();
      await say(manager, `表扬 @${owner.name} 发货又快又准`);
      const { id } = await propose(owner);
      await press(manager, `goal.approve:${id}`);
      await say(owner, "进度 5");
      expect(await say(manager, "撤回")).toContain("已撤回对");
      expect((await goalOf(owner.id)).status).toBe("active");
    });

    it("shows no button that would come too late", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.approve:${id}`);
      world.clock.forward(11 * 60_000);
      await press(manager, `goal.undoApproval:${id}`);
      await deliver();
      const cards = world.sent
        .filter(({ notice }) => notice.template === "cardUpdated")
        .map(({ notice }) => notice.data.card);
      expect(cards.at(-1)).toMatchObject({ done: "进行中" });
      expect(cards.at(-1)).not.toHaveProperty("buttons");
    });
  });

  describe("a praise", () => {
    it("within ten minutes, where the person and the group can see it", async () => {
      const { owner, manager } = await team();
      await say(manager, `表扬 @${owner.name} 发货又快又准`);
      await deliver();
      expect(await say(manager, "撤回")).toBe(`已撤回对 ${owner.name} 的表扬，会通知对方。`);
      expect(await deliver()).toEqual([
        [owner.name, "praiseRetracted", `${manager.name} 撤回了对你的表扬。有疑问可以直接问对方。`],
        ["群", "praiseRetractedAnnounced", `**${owner.name}** 收到的一条表扬已由表扬人撤回`],
      ]);
      const award = await world.db.read.findOneByOrFail(Award, { employeeId: owner.id });
      expect(award.revokedAt).toEqual(world.clock.now());
      expect(await world.db.read.countBy(Event, { subjectId: award.id, name: "praise.retracted" })).toBe(1);
      expect(await say(manager, "撤回")).toContain("没有可以撤回的内容");
    });

    it("once, by who gave it, and not later", async () => {
      const { owner, manager } = await team();
      await say(manager, `表扬 @${owner.name} 发货又快又准`);
      const { id } = await world.db.read.findOneByOrFail(Award, { employeeId: owner.id });
      const retract = (actor: Actor) => transact(world.app, actor, (ctx) => retractAward(ctx, id));
      await expect(retract(owner)).rejects.toMatchObject({ code: "award.retractForbidden" });
      await expect(transact(world.app, manager, (ctx) => retractAward(ctx, "none"))).rejects.toMatchObject({
        code: "award.notFound",
      });
      world.clock.forward(10 * 60_000 + 1);
      await expect(retract(manager)).rejects.toMatchObject({ code: "award.undoTooLate" });
      world.clock.forward(-5 * 60_000);
      await retract(manager);
      await deliver();
      await retract(manager);
      expect(await deliver()).toEqual([]);
    });
  });

  describe("a reason that is still to be typed", () => {
    it("lets go of a goal that was decided meanwhile, and says what it is now", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.return:${id}`, "other");
      await say(owner, "撤回");
      expect(await say(manager, "请写清渠道")).toContain("目标现在是“已撤回”，不能退回");
      expect(await say(manager, "请写清渠道")).toContain("没听懂");
    });

    it("is asked for again while it is too long, and then taken", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.return:${id}`, "other");
      expect(await say(manager, "长".repeat(201))).toBe("请写退回理由，1 到 200 个字。");
      expect(await say(manager, "长".repeat(200))).toContain("《冲第一》已退回");
      expect((await goalOf(owner.id)).status).toBe("returned");
    });

    it("can be cancelled, and commands are still commands", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await press(manager, `goal.return:${id}`, "other");
      expect(await say(manager, "帮助")).toContain("我能帮你做这些");
      expect(await say(manager, "取消")).toBe("好，已取消。");
      expect(await say(manager, "请写清渠道")).toContain("没听懂");
      expect((await goalOf(owner.id)).status).toBe("submitted");
    });

    it("gives back the manager's own goal, half written, that it interrupted", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      for (const line of ["新目标", "带好团队", "2026年5月"]) await say(manager, line);
      await press(manager, `goal.return:${id}`, "other");
      await press(manager, `goal.return:${id}`, "other");
      expect(await say(manager, "请写清渠道")).toContain("《冲第一》已退回");
      expect(await say(manager, "团队产出 做到 10万")).toContain("KR1 团队产出 10 万");
      await press(manager, `goal.return:${id}`, "vague");
      expect(await say(manager, "新目标")).toContain("接着上次的写");
    });

    it("keeps the half-written goal through questions that interrupt each other, and grows no further", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      for (const line of ["新目标", "带好团队", "2026年5月"]) await say(manager, line);
      const sizes = new Set<number>();
      for (let times = 0; times < 5; times++) {
        await say(manager, "表扬");
        await press(manager, `goal.return:${id}`, "other");
        const { state } = await world.db.read.findOneByOrFail(Conversation, { employeeId: manager.id });
        sizes.add(JSON.stringify(state).length);
      }
      expect(sizes.size).toBe(1);
      expect(await say(manager, "请写清渠道")).toContain("《冲第一》已退回");
      expect(await say(manager, "团队产出 做到 10万")).toContain("KR1 团队产出 10 万");
    });

    it("starts a new goal where two questions are open and no goal was begun", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      await say(manager, "表扬");
      await press(manager, `goal.return:${id}`, "other");
      expect(await say(manager, "新目标")).toContain("第 1 步");
    });

    it("gives it back too where no reason came in ten minutes, or a new goal was asked for instead", async () => {
      const { owner, manager } = await team();
      const { id } = await propose(owner);
      for (const line of ["新目标", "带好团队", "2026年5月"]) await say(manager, line);
      await press(manager, `goal.return:${id}`, "other");
      world.clock.forward(10 * 60_000);
      expect(await say(manager, "团队产出 做到 10万")).toContain("KR1 团队产出");
      await press(manager, `goal.return:${id}`, "other");
      expect(await say(manager, "新目标")).toContain("接着上次的写");
      expect(await say(manager, "取消")).toBe("好，已取消。");
      expect(await world.db.read.countBy(Conversation, { employeeId: manager.id })).toBe(0);
    });
  });

  it("returns a goal once for the same reason pressed twice, and refuses another reason", async () => {
    const { owner, manager } = await team();
    const { id } = await propose(owner);
    await deliver();
    await press(manager, `goal.return:${id}`, "vague");
    await press(manager, `goal.return:${id}`, "vague");
    await press(manager, `goal.return:${id}`, "tooLow");
    const sent = await deliver();
    expect(sent.filter(([, template]) => template === "goalReturned")).toHaveLength(1);
    expect(sent.filter(([, template]) => template === "message").map(([, , text]) => text)).toEqual([
      "目标现在是“已退回”，不能退回。只有待审批的目标可以退回。",
    ]);
  });
});
