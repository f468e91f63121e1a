import { Approval } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { newId } from "../newId";
import { findApprover } from "../people/findApprover";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { checkGoal } from "./checkGoal";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { storeObjective } from "./storeObjective";
import { moveGoal } from "./transitions";

/** The owner asks for approval and may say why; the person who decides gets a card. */
export async function submitGoal(ctx: Context, id: string, note: string | null = null): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  authorize(goalPolicy, "submit", ctx.actor, goal);
  if (goal.objective.status === "submitted") return goal;
  return submitLocked(ctx, goal, note);
}

/** Submits a goal that is locked or was just made. */
export async function submitLocked(ctx: Context, goal: Goal, note: string | null = null): Promise<Goal> {
  checkGoal(goal);
  const moved = moveGoal(goal.objective, "submit", ctx.now);
  if (goal.isOver) throw new Conflict("goal.submitAfterCycle", { name: goal.cycle.name });
  await storeObjective(ctx, goal.objective);
  const { approver, onBehalfOf } = await findApprover(ctx, goal.objective.ownerId);
  const approval = ctx.db.create(Approval, {
    id: newId(ctx.now),
    objectiveId: goal.objective.id,
    approverId: approver.id,
    onBehalfOfId: onBehalfOf?.id ?? null,
    requestedAt: ctx.now,
    decision: null,
    decidedById: null,
    decidedAt: null,
    reason: null,
    note: note === null ? null : plainLine(note) || null,
  });
  await ctx.db.insert(Approval, approval);
  await record(
    ctx,
    "goal.submitted",
    goal.objective.id,
    { ...moved, approvalId: approval.id, approverId: approver.id },
    {
      to: [approver.id],
      template: "goalSubmitted",
      kind: "approval",
      subjectId: goal.objective.id,
      data: { approvalId: approval.id },
    },
  );
  return { ...goal, approval };
}
