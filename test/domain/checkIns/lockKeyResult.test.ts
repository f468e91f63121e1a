import { recordCheckIn } from "../../../domain/checkIns/recordCheckIn";
import type { Actor } from "../../../domain/context";
import { DomainError } from "../../../domain/errors";
import { undoApproval } from "../../../domain/goals/undoApproval";
import { transact } from "../../../domain/transact";
import { CheckIn, Objective } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildCycle, buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";

describeEngines("A report and an undone approval at the same time", (engine) => {
  let world: World;
  let manager: Actor;
  let owner: Actor;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
    manager = await buildEmployee(world);
    owner = await buildEmployee(world, { managerId: manager.id });
  });
  afterAll(() => world.close());

  const codeOf = (error: unknown) => {
    if (error instanceof DomainError) return error.code;
    throw error;
  };
  const attempt = (run: Promise<unknown>) => run.then(() => "done", codeOf);

  it("let one of them through and refuse the other, in every round", async () => {
    const approved = { approvedById: manager.id, approvedAt: world.clock.now() };
    for (let round = 0; round < 30; round++) {
      const goal = await buildGoal(world, { ownerId: owner.id, cycleId, ...approved });
      const keyResultId = goal.keyResults[0]!.id;
      const report = () =>
        attempt(
          transact(world.app, owner, (ctx) =>
            recordCheckIn(ctx, { keyResultId, operation: "set", amount: 1, source: "web", occurredAt: ctx.now }),
          ),
        );
      const undo = () => attempt(transact(world.app, manager, (ctx) => undoApproval(ctx, goal.id)));
      const outcomes = round % 2 === 0 ? [report(), undo()] : [undo(), report()].reverse();
      const [reported, undone] = await Promise.all(outcomes);
      const { status } = await world.db.read.findOneByOrFail(Objective, { id: goal.id });
      const stored = await world.db.read.countBy(CheckIn, { keyResultId });
      expect([
        ["done", "goal.undoAfterReport", "active", 1],
        ["checkIn.goalNotActive", "done", "submitted", 0],
      ]).toContainEqual([reported, undone, status, stored]);
    }
  });
});
