import { authorize } from "../authorize";
import type { Context } from "../context";
import { record } from "../record";
import { decide } from "./decide";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { storeObjective } from "./storeObjective";
import { moveGoal } from "./transitions";

/** The owner takes back a goal that is not active yet. Doing it twice is doing it once. */
export async function withdrawGoal(ctx: Context, id: string): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  authorize(goalPolicy, "withdraw", ctx.actor, goal);
  if (goal.objective.status === "withdrawn") return goal;
  const moved = moveGoal(goal.objective, "withdraw", ctx.now);
  await storeObjective(ctx, goal.objective);
  await decide(ctx, goal, "withdrawn");
  await record(ctx, "goal.withdrawn", id, moved);
  return goal;
}
