import { composeNotice } from "../../../bot/composeNotice";
import { messageText } from "../../../bot/messageText";
import { recordCheckIn } from "../../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../../domain/checkIns/retractCheckIn";
import type { Actor, Context } from "../../../domain/context";
import { transact } from "../../../domain/transact";
import { Award, CheckIn, Event, type KeyResult, Notice } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildCycle, buildDepartment, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("A reached key result", (engine) => {
  let world: World;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(monday);
    await world.db.transaction((db) => db.createQueryBuilder().delete().from(Notice).execute());
  });

  async function reaching(keyResult: Partial<KeyResult> = {}, isRestricted = false) {
    const department = await buildDepartment(world, { chatId: "team" });
    const manager = await buildEmployee(world, { name: "店长", departmentId: department.id });
    const owner = await buildEmployee(world, { name: "张三", departmentId: department.id, managerId: manager.id });
    const goal = await buildGoal(world, { ownerId: owner.id, cycleId, isRestricted, keyResults: [keyResult] });
    return { manager, owner, keyResultId: goal.keyResults[0]!.id };
  }
  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(1000);
    return transact(world.app, actor, run);
  };
  const report = (actor: Actor, keyResultId: string, value: number, operation: "set" | "add" = "set") =>
    as(actor, (ctx) =>
      recordCheckIn(ctx, {
        keyResultId,
        operation,
        amount: Math.round(value * 10_000),
        source: "web",
        occurredAt: ctx.now,
      }),
    );
  const awardsOf = async ({ id }: Actor) =>
    (await world.db.read.find(Award, { where: { employeeId: id }, order: { id: "ASC" } })).map(({ revokedAt }) =>
      revokedAt ? "revoked" : "stands",
    );
  const told = async () => {
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent.map((delivery) => {
      const message = composeNotice(delivery, "http://x");
      return [
        delivery.person?.name ?? "群",
        message && (message.kind === "markdown" ? message.markdown : messageText(message)),
      ];
    });
  };

  it.each<[string, Partial<KeyResult>, number, number]>([
    ["a sum", {}, 99_999.9999, 100_000],
    ["a rising level", { accumulation: "last", start: 30_000, target: 35_000 }, 3.4999, 3.5],
    ["a falling level", { kind: "decrease", accumulation: "last", start: 30_000, target: 10_000 }, 1.0001, 1],
    ["something to finish", { kind: "binary", target: 10_000 }, 0, 1],
  ])("earns the badge at the target and not a ten-thousandth before: %s", async (_, keyResult, below, at) => {
    const { owner, keyResultId } = await reaching(keyResult);
    expect((await report(owner, keyResultId, below)).isReached).toBe(false);
    expect(await awardsOf(owner)).toEqual([]);
    expect((await report(owner, keyResultId, at)).isReached).toBe(true);
    expect(await awardsOf(owner)).toEqual(["stands"]);
    expect((await report(owner, keyResultId, at)).isReached).toBe(false);
    expect(await awardsOf(owner)).toEqual(["stands"]);
  });

  it("tells the person and their group, by name, badge and figure, and nobody of money", async () => {
    const { owner, keyResultId } = await reaching();
    await report(owner, keyResultId, 120_000);
    expect(await told()).toEqual([
      ["张三", "★ 恭喜！你获得勋章“达成之星”\nGMV 已达成 10 万元。\nhttp://x/h5/#/pages/awards/index"],
      ["群", "**张三** 获得勋章\n> 达成之星\n> GMV 已达成 10 万元"],
    ]);
  });

  it("gives the badge in the report's own transaction, or neither", async () => {
    const { owner, keyResultId } = await reaching();
    const broken = as(owner, async (ctx) => {
      await recordCheckIn(ctx, {
        keyResultId,
        operation: "set",
        amount: 1_000_000_000,
        source: "web",
        occurredAt: ctx.now,
      });
      throw new Error("the process dies here");
    });
    await expect(broken).rejects.toThrow("dies here");
    expect([await awardsOf(owner), await world.db.read.countBy(CheckIn, { keyResultId })]).toEqual([[], 0]);
    expect(await told()).toEqual([]);
  });

  it("takes it back where everybody saw it, and gives it again when it is reached again", async () => {
    const { owner, keyResultId } = await reaching();
    const { checkIn } = await report(owner, keyResultId, 100_000);
    await told();
    await as(owner, (ctx) => retractCheckIn(ctx, checkIn.id));
    expect(await awardsOf(owner)).toEqual(["revoked"]);
    expect(await told()).toEqual([
      [
        "张三",
        "GMV 的上报已撤回或更正，勋章“达成之星”一并收回。重新达成会再发给你。\nhttp://x/h5/#/pages/awards/index",
      ],
      ["群", "**张三** 的勋章已收回\n> 达成之星\n> GMV 的上报已撤回或更正"],
    ]);
    await as(owner, (ctx) => retractCheckIn(ctx, checkIn.id));
    expect(await told()).toEqual([]);
    await report(owner, keyResultId, 100_001);
    expect(await awardsOf(owner)).toEqual(["revoked", "stands"]);
    // The team hears of one target once a day.
    expect((await told()).map(([to]) => to)).toEqual(["张三"]);
    const events = await world.db.read.find(Event, { where: { actorId: owner.id }, order: { id: "ASC" } });
    expect(events.map(({ name }) => name).filter((name) => name.startsWith("award."))).toEqual([
      "award.given",
      "award.revoked",
      "award.given",
    ]);
  });

  it("takes it back when a sum is corrected downwards, and leaves a level that was reached", async () => {
    const sum = await reaching();
    await report(sum.owner, sum.keyResultId, 100_000);
    await report(sum.owner, sum.keyResultId, -1, "add");
    expect(await awardsOf(sum.owner)).toEqual(["revoked"]);
    const level = await reaching({ accumulation: "last", start: 30_000, target: 35_000 });
    await report(level.owner, level.keyResultId, 3.6);
    await report(level.owner, level.keyResultId, 3.1);
    expect(await awardsOf(level.owner)).toEqual(["stands"]);
  });

  it("leaves it while another report still reaches the target", async () => {
    const { owner, keyResultId } = await reaching();
    const { checkIn } = await report(owner, keyResultId, 100_000);
    await report(owner, keyResultId, 110_000);
    await as(owner, (ctx) => retractCheckIn(ctx, checkIn.id));
    expect(await awardsOf(owner)).toEqual(["stands"]);
  });

  it("gives one badge for two reports at once that both reach it", async () => {
    const { owner, manager, keyResultId } = await reaching();
    await Promise.all([report(owner, keyResultId, 100_000), report(manager, keyResultId, 100_000)]);
    expect(await awardsOf(owner)).toEqual(["stands"]);
    expect((await told()).filter(([, text]) => String(text).includes("恭喜"))).toHaveLength(1);
  });

  it("goes to the owner, not to who reported for them", async () => {
    const { owner, manager, keyResultId } = await reaching();
    await report(manager, keyResultId, 100_000);
    expect([await awardsOf(owner), await awardsOf(manager)]).toEqual([["stands"], []]);
    expect((await told()).map(([to]) => to).sort()).toEqual(["张三", "张三", "群"].sort());
  });

  it("says nothing of a restricted goal where others read along, neither when it is given nor when it is taken", async () => {
    const { owner, keyResultId } = await reaching({}, true);
    const { checkIn } = await report(owner, keyResultId, 100_000);
    expect((await told()).map(([to]) => to)).toEqual(["张三"]);
    await as(owner, (ctx) => retractCheckIn(ctx, checkIn.id));
    expect((await told()).map(([to]) => to)).toEqual(["张三"]);
  });

  it("is nobody's who may not report, and changes nothing", async () => {
    const { keyResultId } = await reaching();
    const stranger = await buildEmployee(world);
    await expect(report(stranger, keyResultId, 100_000)).rejects.toMatchObject({ code: "checkIn.notYours" });
    const hidden = await reaching({}, true);
    await expect(report(stranger, hidden.keyResultId, 100_000)).rejects.toMatchObject({ code: "keyResult.notFound" });
    expect([await awardsOf(hidden.owner), await told()]).toEqual([[], []]);
  });
});
