import { authorize } from "../authorize";
import type { Context } from "../context";
import { Invalid } from "../errors";
import { record } from "../record";
import { decide } from "./decide";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { storeObjective } from "./storeObjective";
import { moveGoal } from "./transitions";

/** The person asked gives a submitted goal back, with a reason of 1–200 characters. */
export async function returnGoal(ctx: Context, id: string, reason: string): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  authorize(goalPolicy, "return", ctx.actor, goal);
  const text = reason.trim();
  if (text === "" || text.length > 200) throw new Invalid("goal.returnReason", { most: 200 });
  const approvalId = goal.approval?.id ?? null;
  moveGoal(goal.objective, "return", ctx.now);
  await storeObjective(ctx, goal.objective);
  await decide(ctx, goal, "returned", text);
  await record(
    ctx,
    "goal.returned",
    id,
    { approvalId },
    {
      to: [goal.objective.ownerId],
      template: "goalReturned",
      kind: "approval",
      subjectId: id,
      data: { approvalId },
    },
  );
  return goal;
}
