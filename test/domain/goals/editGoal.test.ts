import type { Actor, Context } from "../../../domain/context";
import { alignGoal } from "../../../domain/goals/alignGoal";
import { editGoal, type GoalEdit } from "../../../domain/goals/editGoal";
import { lockGoal } from "../../../domain/goals/lockGoal";
import { submitGoal } from "../../../domain/goals/submitGoal";
import { transact } from "../../../domain/transact";
import { Alignment, type Cycle, Event, KeyResult, Objective, type ObjectiveStatus } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("Changing a goal's cycle and commitment", (engine) => {
  let world: World;
  let owner: Actor;
  let may: Cycle;
  let quarter: Cycle;
  let june: Cycle;
  let april: Cycle;
  beforeAll(async () => {
    world = await openWorld(engine);
    may = await buildCycle(world);
    quarter = await buildCycle(world, { kind: "quarter", startsOn: "2026-04-01", endsOn: "2026-06-30" });
    june = await buildCycle(world, { name: "2026年6月", startsOn: "2026-06-01", endsOn: "2026-06-30" });
    april = await buildCycle(world, { name: "2026年4月", startsOn: "2026-04-01", endsOn: "2026-04-30" });
    owner = await buildEmployee(world, { managerId: (await buildEmployee(world)).id });
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(monday));

  const run = <T>(act: (ctx: Context) => Promise<T>) => transact(world.app, owner, act);
  const build = (change: Parameters<typeof buildGoal>[1] | object = {}) =>
    buildGoal(world, { ownerId: owner.id, cycleId: may.id, status: "draft", ...change });
  const edit = (id: string, change: Omit<GoalEdit, "version">) =>
    run((ctx) => editGoal(ctx, id, { version: 1, ...change }));
  const read = async (id: string) => {
    const { cycleId, commitment, version } = await world.db.read.findOneByOrFail(Objective, { id });
    return { cycleId, commitment, version };
  };
  const serve = (id: string, parentId: string) => run(async (ctx) => alignGoal(ctx, await lockGoal(ctx, id), parentId));

  it.each(["draft", "returned"] as const)(
    "takes both of a goal that is %s, keeps what was before, and goes on",
    async (status) => {
      const { id } = await build({ status });
      const goal = await edit(id, { cycleId: quarter.id, commitment: "aspirational" });
      expect([goal.cycle.id, goal.isOver]).toEqual([quarter.id, false]);
      expect(await read(id)).toEqual({ cycleId: quarter.id, commitment: "aspirational", version: 2 });
      const event = await world.db.read.findOneByOrFail(Event, { subjectId: id, name: "goal.edited" });
      expect(event.data).toEqual({
        version: 2,
        cycleId: { before: may.id, after: quarter.id },
        commitment: { before: "committed", after: "aspirational" },
      });
      await run((ctx) => submitGoal(ctx, id));
      expect(await read(id)).toMatchObject({ cycleId: quarter.id, commitment: "aspirational" });
    },
  );

  it("leaves both as they are when nothing is said of them, or the same", async () => {
    const { id } = await build({ commitment: "aspirational" });
    await edit(id, { title: "新标题" });
    await run((ctx) => editGoal(ctx, id, { version: 2, cycleId: may.id, commitment: "aspirational" }));
    expect(await read(id)).toEqual({ cycleId: may.id, commitment: "aspirational", version: 3 });
    const events = await world.db.read.findBy(Event, { subjectId: id, name: "goal.edited" });
    expect(events.map(({ data }) => Object.keys(data))).toEqual([["version"], ["version"]]);
  });

  it("takes what a cycle that is over has left into one that runs", async () => {
    const { id } = await build({ cycleId: april.id });
    await expect(run((ctx) => submitGoal(ctx, id))).rejects.toMatchObject({ code: "goal.submitAfterCycle" });
    await edit(id, { cycleId: may.id });
    await run((ctx) => submitGoal(ctx, id));
  });

  it.each(["submitted", "active", "closing", "withdrawn"] satisfies ObjectiveStatus[])(
    "refuses them of a goal that is %s",
    async (status) => {
      const { id } = await build({ status });
      for (const change of [{ cycleId: quarter.id }, { commitment: "aspirational" as const }])
        await expect(edit(id, change)).rejects.toMatchObject({ code: "goal.notEditable" });
    },
  );

  it("refuses a cycle that is not there, and one that is over", async () => {
    const { id } = await build();
    await expect(edit(id, { cycleId: "none" })).rejects.toMatchObject({ code: "cycle.notFound" });
    const over = { code: "cycle.over", details: { name: "2026年4月" } };
    await expect(edit(id, { cycleId: april.id })).rejects.toMatchObject(over);
    expect(await read(id)).toMatchObject({ cycleId: may.id, version: 1 });
  });

  it("refuses a cycle that a key result is due outside of, unless it is changed with it", async () => {
    const { id } = await build({ keyResults: [{ title: "GMV", dueOn: "2026-05-20" }] });
    const refused = { code: "keyResult.dueOutsideCycle", details: { title: "GMV", from: june.startsOn } };
    await expect(edit(id, { cycleId: june.id })).rejects.toMatchObject(refused);
    const keyResult = { title: "GMV", kind: "increase", target: 10_000, unit: "元", dueOn: "2026-06-20" } as const;
    await edit(id, { cycleId: june.id, keyResults: [keyResult] });
    expect(await world.db.read.findOneByOrFail(KeyResult, { objectiveId: id })).toMatchObject({ dueOn: "2026-06-20" });
  });

  it("refuses a cycle that what it serves does not hold, said again or not, unless that is given up", async () => {
    const parent = await build({ status: "active" });
    const { id } = await build();
    await serve(id, parent.id);
    const refused = { code: "goal.parentCycle", details: { name: may.name } };
    await expect(edit(id, { cycleId: quarter.id })).rejects.toMatchObject(refused);
    await expect(edit(id, { cycleId: quarter.id, parentId: parent.id })).rejects.toMatchObject(refused);
    await edit(id, { cycleId: quarter.id, parentId: null });
    expect(await world.db.read.countBy(Alignment, { objectiveId: id })).toBe(0);
  });

  it("refuses a cycle that does not hold what serves it", async () => {
    const { id } = await build({ cycleId: quarter.id, status: "active" });
    const child = await build();
    await serve(child.id, id);
    // Its approval was taken back and it was returned.
    await world.db.transaction((db) => db.update(Objective, id, { status: "returned" }));
    await expect(edit(id, { cycleId: june.id })).rejects.toMatchObject({ code: "goal.childCycle" });
    await edit(id, { cycleId: may.id });
    await world.db.transaction((db) => db.update(Objective, child.id, { status: "withdrawn" }));
    await run((ctx) => editGoal(ctx, id, { version: 2, cycleId: june.id }));
  });
});
