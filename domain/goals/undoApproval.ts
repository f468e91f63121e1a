import { In, MoreThanOrEqual } from "typeorm";
import { Approval, CheckIn } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { newId } from "../newId";
import { record } from "../record";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { storeObjective } from "./storeObjective";
import { mayMove, moveGoal } from "./transitions";
import { isInUndoWindow, undoMinutes } from "./undoWindow";

/** The approver takes the approval back: within ten minutes and while nobody has reported on the goal. */
export async function undoApproval(ctx: Context, id: string): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  const { objective } = goal;
  if (objective.status === "submitted" && goal.approval?.approverId === ctx.actor.id) return goal;
  authorize(goalPolicy, "undoApproval", ctx.actor, goal);
  if (mayMove(objective.status, "undoApproval")) await checkUndoable(ctx, goal);
  const moved = moveGoal(objective, "undoApproval", ctx.now);
  objective.approvedById = null;
  objective.approvedAt = null;
  await storeObjective(ctx, objective);
  const undone = await ctx.db.findOne(Approval, {
    where: { objectiveId: id, decision: "approved" },
    order: { requestedAt: "DESC", id: "DESC" },
  });
  await ctx.db.update(Approval, { objectiveId: id, decision: "approved" }, { decision: "undone" });
  goal.approval = await reopen(ctx, id, undone);
  await record(
    ctx,
    "goal.approvalUndone",
    id,
    { ...moved, version: objective.version },
    {
      to: [objective.ownerId],
      template: "goalApprovalUndone",
      kind: "approval",
      subjectId: id,
    },
  );
  return goal;
}

async function checkUndoable(ctx: Context, { objective, keyResults }: Goal) {
  if (!isInUndoWindow(objective, ctx.now)) throw new Conflict("goal.undoTooLate", { minutes: undoMinutes });
  const reported = await ctx.db.existsBy(CheckIn, {
    keyResultId: In(keyResults.map(({ id }) => id)),
    recordedAt: MoreThanOrEqual(objective.approvedAt ?? ctx.now),
  });
  if (reported) throw new Conflict("goal.undoAfterReport");
}

async function reopen(ctx: Context, objectiveId: string, undone: Approval | null): Promise<Approval> {
  const approval = ctx.db.create(Approval, {
    id: newId(ctx.now),
    objectiveId,
    approverId: ctx.actor.id,
    onBehalfOfId: undone?.onBehalfOfId ?? null,
    note: undone?.note ?? null,
    requestedAt: ctx.now,
    decision: null,
    decidedById: null,
    decidedAt: null,
    reason: null,
  });
  await ctx.db.insert(Approval, approval);
  return approval;
}
