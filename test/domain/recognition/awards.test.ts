import { composeNotice } from "../../../bot/composeNotice";
import { messageText } from "../../../bot/messageText";
import type { Actor, Context } from "../../../domain/context";
import { monthlyAwards, monthlyAwardsOfOne } from "../../../domain/recognition/awardQuota";
import { createBadge, editBadge } from "../../../domain/recognition/editBadge";
import { findPraiseRings } from "../../../domain/recognition/findPraiseRings";
import { findLatestRecognitions, findRecognitions } from "../../../domain/recognition/findRecognitions";
import { type AwardGift, giveAward } from "../../../domain/recognition/giveAward";
import { praise } from "../../../domain/recognition/praise";
import { retractAward } from "../../../domain/recognition/retractAward";
import { changeValues } from "../../../domain/recognition/values";
import { transact } from "../../../domain/transact";
import { Award, AwardCheer, Notice } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("Badges and honours", (engine) => {
  let world: World;
  let departmentId: string;
  let root: Actor;
  let manager: Actor;
  let staff: Actor;
  let mate: Actor;
  let hr: Actor;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    world.sent.length = 0;
    await world.db.transaction(async (db) => {
      for (const Row of [Award, AwardCheer, Notice]) await db.createQueryBuilder().delete().from(Row).execute();
    });
    departmentId = (await buildDepartment(world, { name: "运营一组", chatId: "team" })).id;
    root = await buildEmployee(world, { name: "总监" });
    manager = await buildEmployee(world, { name: "周燕", departmentId, managerId: root.id });
    staff = await buildEmployee(world, { name: "张三", departmentId, managerId: manager.id });
    mate = await buildEmployee(world, { name: "刘洋", departmentId, managerId: manager.id });
    hr = await buildEmployee(world, { name: "何梅", roles: ["hr"] });
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(1000);
    return transact(world.app, actor, run);
  };
  const give = (actor: Actor, gift: Partial<AwardGift> = {}) =>
    as(actor, (ctx) =>
      giveAward(ctx, {
        kind: "badge",
        badgeCode: "teamwork",
        to: { employeeId: staff.id },
        reason: "主动补班",
        ...gift,
      }),
    );
  const told = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.map((delivery) => {
      const message = composeNotice(delivery, "http://x");
      const text = message && (message.kind === "markdown" ? message.markdown : messageText(message));
      return [delivery.person?.name ?? delivery.team?.name, text] as const;
    });
  };
  let presses = 0;
  const press = (person: Actor, key: string) =>
    world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key: `press${++presses}`,
      at: world.clock.now(),
      button: { key, responseCode: `code${presses}`, choices: {} },
    });

  it("are told to the person, to who they answer to and to the team, with value and figure and no amount", async () => {
    const goal = await buildGoal(world, { ownerId: staff.id, keyResults: [{ current: 123_400 * 10_000 }] });
    const [award] = await give(root, {
      kind: "honour",
      title: "季度销售冠军",
      value: "客户第一",
      keyResultId: goal.keyResults[0]!.id,
    });
    expect(award).toMatchObject({ kind: "honour", figure: "GMV 12.34 万元", badgeCode: "teamwork" });
    expect(award!.certificateNo).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    const messages = await told();
    expect(messages.map(([who]) => who).sort()).toEqual(["周燕", "张三", "运营一组"].sort());
    const words = Object.fromEntries(messages);
    expect(words.张三).toContain("总监 授予你荣誉“季度销售冠军”");
    expect(words.周燕).toContain("张三 获得荣誉“季度销售冠军”");
    expect([words.张三, words.周燕].map((said) => said?.includes(award!.certificateNo!))).toEqual([true, false]);
    expect(words.运营一组).toBe("**张三** 获得荣誉“季度销售冠军”\n> 来自 总监 · 客户第一\n> 主动补班 · GMV 12.34 万元");
  });

  it("go to a team as a row for each member but the giver, and stand on the wall once", async () => {
    const awards = await give(manager, { to: { departmentId } });
    expect(awards.map(({ employeeId }) => employeeId).sort()).toEqual([staff.id, mate.id].sort());
    expect(new Set(awards.map(({ occasionId }) => occasionId))).toEqual(new Set([awards[0]!.id]));
    const wall = await findRecognitions(world.db.read, { viewerId: mate.id });
    expect(wall).toMatchObject([{ team: { name: "运营一组", members: 2 }, isReceiver: true }]);
    for (const { id } of [staff, mate]) {
      expect(await findRecognitions(world.db.read, { receiverId: id })).toHaveLength(1);
      expect(await findLatestRecognitions(world.db.read, id)).toMatchObject([{ award: { employeeId: id } }]);
    }
    expect((await told()).filter(([who]) => who === "运营一组")).toEqual([
      ["运营一组", "**运营一组** 获得勋章“团队协作”\n> 来自 周燕\n> 主动补班"],
    ]);
  });

  it("are given to people below only, by HR to anybody, and never to oneself, by way of a team neither", async () => {
    await expect(give(staff, { to: { employeeId: mate.id } })).rejects.toMatchObject({ code: "recipient.notBelow" });
    await expect(give(manager, { to: { employeeId: root.id } })).rejects.toMatchObject({ code: "recipient.notBelow" });
    await expect(give(manager, { to: { employeeId: manager.id } })).rejects.toMatchObject({
      code: "recipient.oneself",
    });
    const alone = await buildDepartment(world);
    const head = await buildEmployee(world, { departmentId: alone.id });
    await expect(give(head, { to: { departmentId: alone.id } })).rejects.toMatchObject({ code: "recipient.nobody" });
    expect(await give(hr)).toHaveLength(1);
    expect(await give(root, { to: { employeeId: mate.id } })).toHaveLength(1);
  });

  it.each<[string, Partial<AwardGift>, string]>([
    ["a reason nobody can see", { reason: "\u200b " }, "award.reason"],
    ["no badge", { badgeCode: null }, "award.noBadge"],
    ["an honour without a name", { kind: "honour", badgeCode: null }, "award.noBadge"],
    ["a badge with a title of its own", { title: "冠军" }, "award.title"],
    ["a badge that is not there", { badgeCode: "none" }, "badge.notFound"],
    ["a value that is none of the company's", { value: "躺平" }, "recognition.unknownValue"],
    ["a person who is not there", { to: { employeeId: "none" } }, "person.notFound"],
    ["a team that is not there", { to: { departmentId: "none" } }, "department.notFound"],
  ])("are refused with %s", async (_, gift, code) => {
    await expect(give(manager, gift)).rejects.toMatchObject({ code });
    expect(await world.db.read.count(Award)).toBe(0);
  });

  it("speak of no restricted goal, and of nobody else's", async () => {
    const hidden = await buildGoal(world, { ownerId: staff.id, isRestricted: true });
    const others = await buildGoal(world, { ownerId: mate.id });
    const named = (goal: typeof hidden) => give(manager, { keyResultId: goal.keyResults[0]!.id });
    await expect(named(hidden)).rejects.toMatchObject({ code: "keyResult.notFound" });
    await expect(named(others)).rejects.toMatchObject({ code: "award.othersKeyResult" });
  });

  it("are capped for each person and month, and two at once count one after the other", async () => {
    const tries = await Promise.allSettled(Array.from({ length: monthlyAwardsOfOne + 12 }, () => give(manager)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(monthlyAwardsOfOne);
    await expect(give(manager)).rejects.toMatchObject({ code: "award.tooManyOfOne", status: 429 });
    await expect(give(manager, { to: { departmentId } })).rejects.toMatchObject({ code: "award.tooManyOfOne" });
    world.clock.set("2026-06-01T02:00:00Z");
    expect(await give(manager)).toHaveLength(1);
  });

  it("are capped for the giver's month, a team's counting as one", async () => {
    for (let count = 0; count < monthlyAwards; count++) {
      const { id } = await buildEmployee(world, { managerId: manager.id });
      await give(manager, { to: { employeeId: id } });
    }
    await expect(give(manager)).rejects.toMatchObject({ code: "award.tooMany", status: 429 });
  });

  it("are taken back from all within ten minutes by who gave them, and not after", async () => {
    const [first, second] = await give(manager, { to: { departmentId } });
    const retract = (actor: Actor, id: string) => as(actor, (ctx) => retractAward(ctx, id));
    await expect(retract(root, first!.id)).rejects.toMatchObject({ code: "award.retractForbidden", status: 403 });
    await told();
    await retract(manager, second!.id);
    await retract(manager, second!.id);
    expect((await world.db.read.find(Award)).map(({ revokedAt }) => revokedAt !== null)).toEqual([true, true]);
    expect((await told()).map(([who]) => who).sort()).toEqual(["刘洋", "张三", "运营一组"].sort());
    const [late] = await give(manager);
    world.clock.forward(600_001);
    await expect(retract(manager, late!.id)).rejects.toMatchObject({ code: "award.undoTooLate" });
  });

  it("are never by hand what says that a target was reached", async () => {
    await expect(give(root, { badgeCode: "target-reached" })).rejects.toMatchObject({ code: "badge.forFacts" });
  });

  it("are thanked for with one press, which counts once and tells the giver once", async () => {
    const [award] = await give(manager);
    await told();
    await press(staff, `award.thank:${award!.id}`);
    await press(staff, `award.thank:${award!.id}`);
    expect(await world.db.read.find(AwardCheer)).toMatchObject([{ employeeId: staff.id, kind: "thanks" }]);
    const messages = await told();
    expect(messages.filter(([who]) => who === "周燕")).toEqual([
      ["周燕", expect.stringContaining("张三 感谢你的勋章“团队协作”。")],
    ]);
    expect(messages.filter(([who, text]) => who === "张三" && text?.includes("已感谢")).length).toBeGreaterThan(0);
  });

  it("are congratulated on, and the receiver hears of all within the hour in one message", async () => {
    const [award] = await give(manager);
    await told();
    // Who gave it congratulates nobody but themselves.
    await press(manager, `award.congratulate:${award!.id}`);
    expect(await world.db.read.count(AwardCheer)).toBe(0);
    for (const person of [root, mate, hr, await buildEmployee(world)]) {
      world.clock.forward(1000);
      await press(person, `award.congratulate:${award!.id}`);
    }
    const atStaff = async () => (await told()).filter(([who]) => who === "张三");
    expect(await atStaff()).toEqual([]);
    world.clock.forward(3_600_000);
    expect(await atStaff()).toEqual([
      ["张三", expect.stringContaining("总监、刘洋、何梅 等 4 位同事祝贺你获得勋章“团队协作”！")],
    ]);
    world.clock.forward(3_600_000);
    expect(await atStaff()).toEqual([]);
    const [view] = await findRecognitions(world.db.read, { viewerId: mate.id });
    expect(view!.cheers).toEqual({ thanks: 0, congrats: 4, isMine: true });
  });

  it("are not cheered once they were taken back, and the card says so", async () => {
    const [award] = await give(manager);
    await as(manager, (ctx) => retractAward(ctx, award!.id));
    await told();
    await press(mate, `award.congratulate:${award!.id}`);
    expect(await world.db.read.count(AwardCheer)).toBe(0);
    expect((await told()).map(([, text]) => text).join()).toContain("已撤回");
  });

  it("are given in chat by name, and the catalogue is told to who asks how", async () => {
    const say = async (actor: Actor, text: string) => {
      const at = world.clock.now();
      const answer = await world.bot.receive({
        channel: "wecom",
        userId: actor.wecomUserId ?? "",
        key: text,
        at,
        text,
      });
      return answer?.kind === "text" ? answer.text : "";
    };
    const { name } = await buildEmployee(world, { managerId: manager.id });
    expect(await say(manager, `授勋 @${name} 团队协作 带新人`)).toMatch(/^已授予 .*勋章“团队协作”/);
    expect(await world.db.read.find(Award)).toMatchObject([{ badgeCode: "teamwork", reason: "带新人" }]);
    expect(await say(manager, `授勋 @${name} 团队协作 #诚信 还钥匙`)).toMatch(/^已授予/);
    expect(await world.db.read.findBy(Award, { value: "诚信" })).toMatchObject([{ reason: "还钥匙" }]);
    expect(await say(manager, "授勋")).toContain("破纪录");
    expect(await say(manager, `授勋 @${name} 没有的勋章 好`)).toContain("可选：");
  });

  it("show HR who praise each other in twos and threes, and nobody else", async () => {
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => buildEmployee(world)));
    const often = async (from: Actor, to: Actor, times: number) => {
      for (let time = 0; time < times; time++)
        await as(from, (ctx) => praise(ctx, { employeeId: to.id, reason: "好" }));
    };
    for (const [from, to] of [
      [a, b],
      [b, a],
      [b, c],
      [c, d],
      [d, b],
    ] as const)
      await often(from!, to!, 3);
    await often(a!, c!, 2);
    await often(c!, a!, 3);
    const rings = () => as(hr, (ctx) => findPraiseRings(ctx));
    const found = (await rings()).map(({ members, praises }) => [members.map(({ id }) => id).sort(), praises.length]);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        [[a!.id, b!.id].sort(), 2],
        [[b!.id, c!.id, d!.id].sort(), 3],
        [[a!.id, b!.id, c!.id].sort(), 3],
      ]),
    );
    await expect(as(manager, (ctx) => findPraiseRings(ctx))).rejects.toMatchObject({ status: 403 });
    world.clock.forward(31 * 86_400_000);
    expect(await rings()).toEqual([]);
  });

  it("are designed, renamed and archived by HR; those who have one keep it", async () => {
    const design = { shape: "hexagon", sign: "rocket", tone: "violet" } as const;
    const look = { name: `快反${presses++}`, description: "", level: 3, design };
    const badge = await as(hr, (ctx) => createBadge(ctx, look));
    await expect(as(hr, (ctx) => createBadge(ctx, look))).rejects.toMatchObject({ code: "badge.nameTaken" });
    await expect(as(manager, (ctx) => createBadge(ctx, look))).rejects.toMatchObject({ status: 403 });
    await give(manager, { badgeCode: badge.code });
    await as(hr, (ctx) => editBadge(ctx, badge.code, { isArchived: true }));
    await expect(give(manager, { badgeCode: badge.code })).rejects.toMatchObject({ code: "badge.archived" });
    const [kept] = await findRecognitions(world.db.read, { receiverId: staff.id });
    expect(kept!.badge).toEqual({ code: badge.code, name: look.name, level: 3, design });
    await expect(as(hr, (ctx) => editBadge(ctx, "target-reached", { isArchived: true }))).rejects.toMatchObject({
      code: "badge.builtIn",
    });
  });

  it("stand for the values HR wrote; what was given keeps its words", async () => {
    const values = (actor: Actor, list: string[]) => as(actor, (ctx) => changeValues(ctx, list));
    await expect(values(manager, ["守信"])).rejects.toMatchObject({ status: 403 });
    await expect(values(hr, ["守信", "守信"])).rejects.toMatchObject({ code: "recognition.values" });
    await give(manager, { value: "诚信" });
    await values(hr, ["守信"]);
    await expect(give(manager, { value: "诚信" })).rejects.toMatchObject({ code: "recognition.unknownValue" });
    await as(staff, (ctx) => praise(ctx, { employeeId: mate.id, reason: "好", value: "守信" }));
    expect((await world.db.read.find(Award, { order: { id: "ASC" } })).map(({ value }) => value)).toEqual([
      "诚信",
      "守信",
    ]);
  });
});
