import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { record } from "../record";
import { checkGoal } from "./checkGoal";
import { decide } from "./decide";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { storeObjective } from "./storeObjective";
import { moveGoal } from "./transitions";

/** The person asked accepts a submitted goal that is still in order. Doing it twice is doing it once. */
export async function approveGoal(ctx: Context, id: string): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  authorize(goalPolicy, "approve", ctx.actor, goal);
  const { objective } = goal;
  if (objective.isActive && objective.approvedById === ctx.actor.id) return goal;
  const moved = moveGoal(objective, "approve", ctx.now);
  if (goal.isOver) throw new Conflict("goal.approveAfterCycle", { name: goal.cycle.name });
  // What was right when it was submitted may not be by the rules of today.
  checkGoal(goal);
  const approvalId = goal.approval?.id ?? null;
  objective.approve(ctx.actor.id, ctx.now);
  await storeObjective(ctx, objective);
  await decide(ctx, goal, "approved");
  await record(
    ctx,
    "goal.approved",
    id,
    { ...moved, version: objective.version },
    {
      to: [objective.ownerId],
      template: "goalApproved",
      kind: "approval",
      subjectId: id,
      data: { approvalId },
    },
  );
  return goal;
}
