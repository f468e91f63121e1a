import { submitGoal } from "../../domain/goals/submitGoal";
import { withdrawGoal } from "../../domain/goals/withdrawGoal";
import { findActor } from "../../domain/people/findActor";
import { transact } from "../../domain/transact";
import { Approval, type Cycle, type Employee, Event, Notice, Objective } from "../../entities";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("Approving several goals", (engine) => {
  let world: World;
  let http: Http;
  let cycle: Cycle;
  let manager: Employee;
  let owner: Employee;
  let token: string;
  let keys = 0;

  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    cycle = await buildCycle(world);
    manager = await buildEmployee(world);
    owner = await buildEmployee(world, { managerId: manager.id });
    token = await tokenFor(world, manager);
  });
  afterAll(() => world.close());

  const submitted = async (by = owner, overrides: Partial<Parameters<typeof buildGoal>[1]> = {}) => {
    const { id } = await buildGoal(world, { cycleId: cycle.id, ownerId: by.id, status: "draft", ...overrides });
    await transact(world.app, (await findActor(world.db.read, by.id))!, (ctx) => submitGoal(ctx, id));
    return id;
  };
  const approve = (goalIds: string[], key = `key${++keys}`, by = token) =>
    ask(http, "POST /approvals/approve", by).set("Idempotency-Key", key).send({ goalIds });

  it("approves each for itself, and says in Chinese why one was not", async () => {
    const [first, second, withdrawn] = [await submitted(), await submitted(), await submitted()];
    await transact(world.app, (await findActor(world.db.read, owner.id))!, (ctx) => withdrawGoal(ctx, withdrawn));
    const own = await buildGoal(world, { cycleId: cycle.id, ownerId: manager.id, status: "draft" });
    const hidden = await buildGoal(world, {
      cycleId: cycle.id,
      ownerId: (await buildEmployee(world)).id,
      isRestricted: true,
    });
    const ids = [second, withdrawn, first, own.id, hidden.id, "nothing"];
    const { body } = await approve(ids);
    expect(body.results.map(({ goalId }: { goalId: string }) => goalId)).toEqual(ids);
    expect(body.results).toMatchObject([
      { isApproved: true, status: "active", detail: null },
      { isApproved: false, status: "withdrawn", detail: expect.stringContaining("已撤回") },
      { isApproved: true, status: "active", detail: null },
      { isApproved: false, status: "draft", detail: expect.stringContaining("不由你审批") },
      { isApproved: false, status: null, detail: expect.stringContaining("没有这个目标") },
      { isApproved: false, status: null, detail: expect.stringContaining("没有这个目标") },
    ]);
    expect(await world.db.read.countBy(Notice, { template: "goalApproved", employeeId: owner.id })).toBe(2);
  });

  it("changes nothing of one it refuses", async () => {
    const [good, bad] = [await submitted(), await submitted()];
    // What was in order when it was submitted no longer is.
    await world.db.transaction((db) => db.query("UPDATE key_results SET target = 0 WHERE objectiveId = ?", [bad]));
    const before = await world.db.read.findOneByOrFail(Objective, { id: bad });
    const { body } = await approve([bad, good]);
    expect(body.results.map(({ isApproved }: { isApproved: boolean }) => isApproved)).toEqual([false, true]);
    expect(await world.db.read.findOneByOrFail(Objective, { id: bad })).toEqual(before);
    expect(await world.db.read.findOneByOrFail(Approval, { objectiveId: bad })).toMatchObject({ decision: null });
    expect(await world.db.read.countBy(Event, { subjectId: bad, name: "goal.approved" })).toBe(0);
  });

  it("takes a goal named twice once, and the same request twice once", async () => {
    const id = await submitted();
    const first = await approve([id, id], "once");
    const second = await approve([id, id], "once");
    expect(first.body.results).toHaveLength(1);
    expect(second.body).toEqual(first.body);
    expect((await approve([id])).body.results).toMatchObject([{ isApproved: true, status: "active" }]);
    expect(await world.db.read.countBy(Event, { subjectId: id, name: "goal.approved" })).toBe(1);
  });

  it("lets two who approve the same goals in another order both finish", async () => {
    const ids = [await submitted(), await submitted(), await submitted()];
    const answers = await Promise.all([approve(ids), approve([...ids].reverse())]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      for (const one of body.results) expect(one).toMatchObject({ isApproved: true, status: "active" });
    }
  });

  it("takes one to fifty goals", async () => {
    expect((await approve([])).status).toBe(422);
    expect((await approve(Array.from({ length: 51 }, (_, index) => `g${index}`))).status).toBe(422);
  });
});
