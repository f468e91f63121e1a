import { Approval } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Invalid } from "../errors";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { decide } from "./decide";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { storeObjective } from "./storeObjective";
import { moveGoal } from "./transitions";

/** The person asked gives a submitted goal back, with a reason of 1–200 characters. Doing it twice is doing it once. */
export async function returnGoal(ctx: Context, id: string, reason: string): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  authorize(goalPolicy, "return", ctx.actor, goal);
  const text = plainLine(reason);
  if (text === "" || text.length > 200) throw new Invalid("goal.returnReason", { most: 200 });
  if (goal.objective.status === "returned" && (await isReturnedBy(ctx, id, text))) return goal;
  const approvalId = goal.approval?.id ?? null;
  const moved = moveGoal(goal.objective, "return", ctx.now);
  await storeObjective(ctx, goal.objective);
  await decide(ctx, goal, "returned", text);
  await record(
    ctx,
    "goal.returned",
    id,
    { ...moved, approvalId },
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

/** Whether it was the actor who returned it last, and with this reason. */
async function isReturnedBy({ db, actor }: Context, objectiveId: string, reason: string): Promise<boolean> {
  const last = await db.findOne(Approval, { where: { objectiveId }, order: { requestedAt: "DESC", id: "DESC" } });
  return last?.decision === "returned" && last.decidedById === actor.id && last.reason === reason;
}
