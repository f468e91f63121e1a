import { composeNotice } from "../../bot/composeNotice";
import { messageText } from "../../bot/messageText";
import type { Actor } from "../../domain/context";
import { Comment, Conversation, Deputy, Event, Notice } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { monday, openWorld, type World } from "../world";

describeEngines("Asking for help in chat", (engine) => {
  let world: World;
  let cycleId: string;
  let messages = 0;
  let manager: Actor;
  let owner: Actor;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction(async (db) => {
      for (const Row of [Comment, Conversation, Notice]) await db.createQueryBuilder().delete().from(Row).execute();
    });
    manager = await buildEmployee(world, { name: `李经理${++messages}` });
    owner = await buildEmployee(world, { name: `张三${messages}`, managerId: manager.id });
  });

  const say = async (who: Actor, text: string, key = `c${++messages}`) => {
    world.clock.forward(1000);
    const userId = who.wecomUserId ?? "";
    const answer = await world.bot.receive({ channel: "wecom", userId, key, at: world.clock.now(), text });
    return answer?.kind === "text" ? answer.text : "";
  };
  const comments = async () =>
    (await world.db.read.find(Comment, { order: { at: "ASC" } })).map(({ kind, text, authorId }) => [
      kind,
      text,
      authorId,
    ]);
  /** What each person was told, once delivered. */
  const told = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.flatMap((delivery) => {
      if (!delivery.notice.template.startsWith("problem")) return [];
      const message = composeNotice(delivery, world.app.company.publicUrl);
      return [[delivery.person?.id, message && messageText(message)]];
    });
  };

  it("tells the manager once, and the owner what the manager answers", async () => {
    const goal = await buildGoal(world, { cycleId, ownerId: owner.id, title: "老客复购" });
    const problem = "推广预算不足，需追加 2000";
    expect(await say(owner, `求助 ${problem}`, "once")).toContain("已告诉上级");
    await say(owner, `求助 ${problem}`, "once");
    await say(owner, `求助 ${problem}`);
    const [raised, ...more] = await told();
    expect(more).toEqual([]);
    expect(raised?.[0]).toBe(manager.id);
    expect(raised?.[1]).toContain(problem);
    expect(raised?.[1]).toContain(goal.id);
    expect(await say(manager, `回复 @${owner.name} 同意，注意 ROI`)).toContain("已回复");
    const [answered] = await told();
    expect(answered?.[0]).toBe(owner.id);
    expect(answered?.[1]).toContain("同意，注意 ROI");
    expect(await comments()).toEqual([
      ["problem", problem, owner.id],
      ["answer", "同意，注意 ROI", manager.id],
    ]);
    expect(await say(manager, `回复 @${owner.name} 再说一句`)).toContain("没有等你回复的求助");
    // Its words lie in one place only.
    const audit = JSON.stringify([await world.db.read.find(Event), await world.db.read.find(Notice)]);
    expect(audit).not.toContain("预算不足");
  });

  it("asks which of several goals is meant, or is told by number", async () => {
    const first = await buildGoal(world, { cycleId, ownerId: owner.id, title: "老客复购" });
    world.clock.forward(1000);
    await buildGoal(world, { cycleId, ownerId: owner.id, title: "直播" });
    expect(await say(owner, "求助 缺人手")).toMatch(/1\. 直播\n2\. 老客复购/);
    expect(await say(owner, "9")).toContain("1 到 2");
    expect(await say(owner, "2")).toContain("《老客复购》");
    expect(await say(owner, "求助 2 缺货")).toContain("《老客复购》");
    const found = await world.db.read.find(Comment, { order: { at: "ASC" } });
    expect(found.map(({ objectiveId, text }) => [objectiveId, text])).toEqual([
      [first.id, "缺人手"],
      [first.id, "缺货"],
    ]);
  });

  it("lets a deputy answer on their days, and nobody they named", async () => {
    await buildGoal(world, { cycleId, ownerId: owner.id, title: "老客复购" });
    const deputy = await buildEmployee(world, { name: `代班${messages}` });
    const day = "2026-05-11";
    const name = (employeeId: string, startsOn: string, endsOn = startsOn) =>
      world.db.transaction((db) =>
        db.insert(Deputy, {
          id: `${++messages}`,
          ...{ employeeId, deputyId: deputy.id, startsOn, endsOn },
          createdAt: monday,
          endedAt: null,
        }),
      );
    await name(manager.id, "2026-05-12");
    await say(owner, "求助 缺人手");
    expect(await say(deputy, `回复 @${owner.name} 我来协调`)).toContain("没有等你回复的求助");
    await name(manager.id, day);
    expect(await say(deputy, `回复 @${owner.name} 我来协调`)).toContain("已回复");
    await say(owner, "求助 还是缺人手");
    expect((await told()).map(([id]) => id)).toEqual([manager.id, owner.id, deputy.id]);
    await name(owner.id, day);
    expect(await say(deputy, `回复 @${owner.name} 我来协调`)).toContain("没有等你回复的求助");
    expect(await say(manager, `回复 @${owner.name} 明天到岗`)).toContain("已回复");
  });

  it("lets nobody answer who is not above, and asks nothing of who has no goal", async () => {
    expect(await say(owner, "求助 缺人手")).toContain("没有进行中的目标");
    await buildGoal(world, { cycleId, ownerId: owner.id });
    await say(owner, "求助 缺人手");
    const peer = await buildEmployee(world, { name: "王五", managerId: manager.id });
    expect(await say(peer, `回复 @${owner.name} 不行`)).toContain("没有等你回复的求助");
    expect(await say(peer, "回复 @谁也不是 不行")).toContain("没有找到");
    expect(await comments()).toHaveLength(1);
  });
});
