import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { loadGoals } from "./loadGoals";
import { checkMove } from "./transitions";

/** A goal the actor may give back now, before the reason is known; refused as `returnGoal` would. */
export async function findReturnable(ctx: Context, id: string): Promise<Goal> {
  const [goal] = await loadGoals(ctx, [id]);
  if (!goal) throw new NotFound("goal.notFound");
  authorize(goalPolicy, "return", ctx.actor, goal);
  checkMove(goal.objective.status, "return");
  return goal;
}
