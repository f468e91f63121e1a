import { findCheckIns } from "../../../domain/checkIns/findCheckIns";
import { recordCheckIn } from "../../../domain/checkIns/recordCheckIn";
import type { Actor, Context } from "../../../domain/context";
import { approveGoal } from "../../../domain/goals/approveGoal";
import { goalAbilities } from "../../../domain/goals/goalPolicy";
import { loadGoals } from "../../../domain/goals/loadGoals";
import { proposeGoal } from "../../../domain/goals/proposeGoal";
import { submitGoal } from "../../../domain/goals/submitGoal";
import { transact } from "../../../domain/transact";
import { Award, KeyResult, type ObjectiveStatus } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

/** The last second of May in Shanghai, and the first of June. */
const [before, after] = ["2026-05-31T15:59:59Z", "2026-05-31T16:00:00Z"];

describeEngines("A cycle that has ended", (engine) => {
  let world: World;
  let owner: Actor;
  let manager: Actor;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world, { name: "2026年5月" })).id;
    manager = await buildEmployee(world);
    owner = await buildEmployee(world, { managerId: manager.id });
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(before));

  const build = (status: ObjectiveStatus) => buildGoal(world, { ownerId: owner.id, cycleId, status });
  const run = <Result>(actor: Actor, verb: (ctx: Context) => Promise<Result>) => transact(world.app, actor, verb);
  const abilities = async (actor: Actor, id: string) => {
    const now = world.clock.now();
    const [goal] = await loadGoals({ ...world.app, db: world.db.read, now }, [id]);
    return goalAbilities(actor, goal!, now);
  };
  const reporting = (keyResultId: string, occurredAt: string, amount = 10_000) =>
    run(owner, (ctx) =>
      recordCheckIn(ctx, { keyResultId, operation: "set", amount, source: "web", occurredAt: new Date(occurredAt) }),
    );

  it("takes no proposal, not even of a goal written before", async () => {
    const { id } = await build("draft");
    const keyResult = { title: "GMV", kind: "increase", start: 0, target: 10_000, unit: "元" } as const;
    const propose = () =>
      run(owner, (ctx) => proposeGoal(ctx, { cycleId, title: "目标", keyResults: [keyResult], submit: true }));
    await propose();
    expect(await abilities(owner, id)).toMatchObject({ submit: true, withdraw: true });
    world.clock.set(after);
    const refused = { code: "goal.submitAfterCycle", details: { name: "2026年5月" } };
    await expect(propose()).rejects.toMatchObject(refused);
    await expect(run(owner, (ctx) => submitGoal(ctx, id))).rejects.toMatchObject(refused);
    expect(await abilities(owner, id)).toMatchObject({ submit: false, withdraw: true });
  });

  it("takes no approval; the goal can be given back", async () => {
    const { id } = await build("draft");
    await run(owner, (ctx) => submitGoal(ctx, id));
    expect(await abilities(manager, id)).toMatchObject({ approve: true, return: true });
    world.clock.set(after);
    await expect(run(manager, (ctx) => approveGoal(ctx, id))).rejects.toMatchObject({
      code: "goal.approveAfterCycle",
      details: { name: "2026年5月" },
    });
    expect(await abilities(manager, id)).toMatchObject({ approve: false, return: true });
    world.clock.set(before);
    await run(manager, (ctx) => approveGoal(ctx, id));
    world.clock.set(after);
    // Done once it stays done, however late it is asked for again.
    expect((await run(manager, (ctx) => approveGoal(ctx, id))).objective.status).toBe("active");
  });

  it("takes what was done in it and arrives late, and nothing of later", async () => {
    const { id, keyResults } = await build("active");
    const keyResultId = keyResults[0]!.id;
    expect(await abilities(owner, id)).toMatchObject({ report: true });
    world.clock.set("2026-06-02T02:00:00Z");
    await expect(reporting(keyResultId, after, 100_000 * 10_000)).rejects.toMatchObject({
      code: "checkIn.afterCycle",
      details: { until: "2026-05-31" },
    });
    expect(await world.db.read.countBy(Award, { employeeId: owner.id })).toBe(0);
    await reporting(keyResultId, before);
    expect(await world.db.read.findOneByOrFail(KeyResult, { id: keyResultId })).toMatchObject({ current: 10_000 });
    expect(await abilities(owner, id)).toMatchObject({ report: false });
  });

  it("keeps its figures, and says so of each report", async () => {
    const { keyResults } = await build("active");
    const keyResultId = keyResults[0]!.id;
    await reporting(keyResultId, before);
    const mayRetract = async () => {
      const reader = { ...world.app, db: world.db.read, now: world.clock.now(), actor: owner };
      return (await findCheckIns(reader, { keyResultId })).map((one) => one.mayRetract);
    };
    expect(await mayRetract()).toEqual([true]);
    world.clock.set(after);
    expect(await mayRetract()).toEqual([false]);
  });
});
