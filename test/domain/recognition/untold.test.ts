import { composeNotice } from "../../../bot/composeNotice";
import { messageText } from "../../../bot/messageText";
import type { Actor, Context } from "../../../domain/context";
import { cheer } from "../../../domain/recognition/cheer";
import { giveAward } from "../../../domain/recognition/giveAward";
import { praise } from "../../../domain/recognition/praise";
import { retractAward } from "../../../domain/recognition/retractAward";
import { transact } from "../../../domain/transact";
import { Award, AwardCheer, Notice } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

const at = (text: string) => new Date(`${text}:00+08:00`);
const [night, morning] = [at("2026-05-11T22:00"), at("2026-05-12T11:40")];

describeEngines("What was taken back before it was told", (engine) => {
  let world: World;
  let departmentId: string;
  let manager: Actor;
  let staff: Actor;
  let mate: Actor;
  let keys = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    await buildCycle(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(night);
    world.sent.length = 0;
    await world.db.transaction(async (db) => {
      for (const Row of [Award, AwardCheer, Notice]) await db.createQueryBuilder().delete().from(Row).execute();
    });
    departmentId = (await buildDepartment(world, { name: "运营一组", chatId: "team" })).id;
    manager = await buildEmployee(world, { name: "周燕", departmentId });
    staff = await buildEmployee(world, { name: "张三", departmentId, managerId: manager.id });
    mate = await buildEmployee(world, { name: "刘洋", departmentId, managerId: manager.id });
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => transact(world.app, actor, run);
  const givePraise = () => as(manager, (ctx) => praise(ctx, { employeeId: staff.id, reason: "写给别人的话" }));
  const giveBadge = async (to: Parameters<typeof giveAward>[1]["to"] = { employeeId: staff.id }) =>
    (await as(manager, (ctx) => giveAward(ctx, { kind: "badge", badgeCode: "teamwork", to, reason: "补班" })))[0]!;
  const takeBack = (id: string) => as(manager, (ctx) => retractAward(ctx, id));
  /** Who hears what from now on, in the morning. */
  const heardAt = async (instant = morning) => {
    world.clock.set(instant);
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.flatMap((delivery) => {
      const message = composeNotice(delivery, "http://x");
      const words = message?.kind === "markdown" ? message.markdown : message?.kind === "card" ? "card" : message;
      return words === undefined
        ? []
        : [[delivery.person?.name ?? delivery.team?.name, typeof words === "string" ? words : messageText(words)]];
    });
  };

  it("is not told, nor that it was taken back", async () => {
    for (const give of [givePraise, giveBadge, () => giveBadge({ departmentId })]) {
      world.clock.set(night);
      const { id } = await give();
      await deliverNotices(world.app);
      world.clock.forward(5 * 60_000);
      await takeBack(id);
      await takeBack(id);
      expect(await heardAt()).toEqual([]);
    }
  });

  it("is told as taken back to whom it was told, and to whoever may have read it", async () => {
    world.clock.set(at("2026-05-12T11:00"));
    const { id } = await givePraise();
    expect(await heardAt(at("2026-05-12T11:01"))).toHaveLength(2);
    await takeBack(id);
    expect(await heardAt(at("2026-05-12T11:02"))).toEqual([
      ["张三", expect.stringContaining("周燕 撤回了对你的表扬")],
      ["运营一组", expect.stringContaining("已由表扬人撤回")],
    ]);
    // A try whose answer got lost: what is tried again says nothing of it any more.
    const other = await givePraise();
    const tried = { attempts: 1, nextAt: at("2026-05-12T11:05") };
    await world.db.transaction((db) => db.update(Notice, { subjectId: other.id }, tried));
    await takeBack(other.id);
    expect((await heardAt(at("2026-05-12T11:40"))).map(([, words]) => words)).toEqual([
      expect.stringContaining("撤回了对你的表扬"),
      expect.stringContaining("已由表扬人撤回"),
    ]);
  });

  it("is congratulated on by nobody", async () => {
    world.clock.set(at("2026-05-12T11:00"));
    const { id } = await giveBadge();
    await as(mate, (ctx) => cheer(ctx, id));
    await deliverNotices(world.app);
    world.clock.forward(60_000);
    await takeBack(id);
    expect((await heardAt(at("2026-05-12T12:01"))).map(([, words]) => words).join()).not.toContain("祝贺");
  });

  it("is not told of a target that a report had reached by mistake", async () => {
    await buildGoal(world, { ownerId: staff.id, keyResults: [{ title: "GMV", target: 1000_000 }] });
    const say = (text: string) =>
      world.bot.receive({
        ...{ channel: "wecom", userId: staff.wecomUserId ?? "", key: `u${++keys}`, at: world.clock.now(), text },
      });
    await say("进度 GMV 1000");
    expect(await world.db.read.countBy(Notice, { template: "badgeAnnounced" })).toBe(1);
    world.clock.forward(60_000);
    await say("撤回");
    expect(await world.db.read.find(Award)).toMatchObject([{ revokedAt: world.clock.now() }]);
    expect((await heardAt()).map(([, words]) => words).join()).not.toMatch(/勋章|达成之星/);
  });
});
