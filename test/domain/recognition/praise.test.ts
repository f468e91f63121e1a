import type { Actor } from "../../../domain/context";
import { findRecognitions } from "../../../domain/recognition/findRecognitions";
import { monthlyPraise, monthlyPraiseOfOne, praise } from "../../../domain/recognition/praise";
import { retractAward } from "../../../domain/recognition/retractAward";
import { transact } from "../../../domain/transact";
import { Award, Notice } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("Praise", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(monday));

  const give = (giver: Actor, { id: employeeId }: Actor, reason = "发货又快又准") => {
    world.clock.forward(1000);
    return transact(world.app, giver, (ctx) => praise(ctx, { employeeId, reason }));
  };
  const colleagues = async (count: number) => {
    const list: Actor[] = [];
    for (let index = 0; index < count; index++) list.push(await buildEmployee(world));
    return list;
  };

  it("is told to the colleague and to their group, not the giver's", async () => {
    const [theirs, own] = [await buildDepartment(world), await buildDepartment(world)];
    const giver = await buildEmployee(world, { departmentId: own.id });
    const receiver = await buildEmployee(world, { departmentId: theirs.id });
    const { id } = await give(giver, receiver);
    const notices = await world.db.read.find(Notice, { where: { subjectId: id }, order: { id: "ASC" } });
    expect(notices.map(({ template, employeeId, departmentId }) => [template, employeeId, departmentId])).toEqual([
      ["praised", receiver.id, null],
      ["praiseAnnounced", null, theirs.id],
    ]);
  });

  it("is never one's own, whoever asks", async () => {
    const boss = await buildEmployee(world, { roles: ["executive", "hr"] });
    await expect(give(boss, boss)).rejects.toMatchObject({ code: "praise.self", status: 409 });
    const row = { id: "self", kind: "praise", employeeId: boss.id, givenById: boss.id, awardedAt: monday } as const;
    await expect(world.db.transaction((db) => db.insert(Award, row))).rejects.toThrow();
    expect(await world.db.read.countBy(Award, { employeeId: boss.id })).toBe(0);
  });

  it.each(["", "   ", "\u200b\u202e", "长".repeat(101)])(
    "needs a reason of 1 to 100 characters that can be seen: %j",
    async (reason) => {
      const [giver, receiver] = await colleagues(2);
      await expect(give(giver!, receiver!, reason)).rejects.toMatchObject({ code: "praise.reason", status: 422 });
    },
  );

  it("reaches nobody who left", async () => {
    const giver = await buildEmployee(world);
    const leaver = await buildEmployee(world, { status: "left" });
    await expect(give(giver, leaver)).rejects.toMatchObject({ code: "person.notFound" });
  });

  it("goes to the same colleague so many times a month, counting what was taken back, and to others still", async () => {
    const [giver, receiver, other] = await colleagues(3);
    for (let times = 0; times < monthlyPraiseOfOne; times++) {
      const { id } = await give(giver!, receiver!);
      if (times === 0) await transact(world.app, giver!, (ctx) => retractAward(ctx, id));
    }
    await expect(give(giver!, receiver!)).rejects.toMatchObject({ code: "praise.tooManyOfOne", status: 429 });
    await give(giver!, other!);
    await give(other!, receiver!);
    // Midnight of June in Shanghai is still May in UTC.
    world.clock.set("2026-05-31T15:59:58Z");
    await expect(give(giver!, receiver!)).rejects.toMatchObject({ code: "praise.tooManyOfOne" });
    for (let times = 0; times < monthlyPraiseOfOne; times++) await give(giver!, receiver!);
    world.clock.set("2026-06-01T02:00:00Z");
    await expect(give(giver!, receiver!)).rejects.toMatchObject({ code: "praise.tooManyOfOne" });
  });

  it("is no more when all of it is given at once", async () => {
    const [giver, receiver] = await colleagues(2);
    const reason = "发货又快又准";
    await Promise.allSettled(
      Array.from({ length: monthlyPraiseOfOne + 7 }, () =>
        transact(world.app, giver!, (ctx) => praise(ctx, { employeeId: receiver!.id, reason })),
      ),
    );
    expect(await world.db.read.countBy(Award, { givenById: giver!.id })).toBe(monthlyPraiseOfOne);
  });

  it("is so much a month in all", async () => {
    const giver = await buildEmployee(world);
    const others = await colleagues(Math.ceil(monthlyPraise / monthlyPraiseOfOne) + 1);
    for (let times = 0; times < monthlyPraise; times++) await give(giver, others[times % others.length]!);
    await expect(give(giver, others.at(-1)!)).rejects.toMatchObject({ code: "praise.tooMany", status: 429 });
    world.clock.set("2026-06-01T02:00:00Z");
    await give(giver, others[0]!);
  });

  it("is in the list of recognitions, marked once it was taken back, one page after the other", async () => {
    world.clock.set("2026-07-01T02:00:00Z");
    const [giver, receiver] = await colleagues(2);
    const first = await give(giver!, receiver!, "第一次");
    const second = await give(giver!, receiver!, "第二次");
    await transact(world.app, giver!, (ctx) => retractAward(ctx, second.id));
    const page = await findRecognitions(world.db.read, { limit: 2 });
    expect(
      page.map(({ award, receiver: to, giver: by }) => [award.reason, award.revokedAt !== null, to.id, by?.id]),
    ).toEqual([
      ["第二次", true, receiver!.id, giver!.id],
      ["第一次", false, receiver!.id, giver!.id],
    ]);
    const [next] = await findRecognitions(world.db.read, { limit: 1, after: second.id });
    expect(next?.award.id).toBe(first.id);
  });
});
