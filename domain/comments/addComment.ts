import { Comment, type CommentKind, RoleGrant } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid } from "../errors";
import type { Goal } from "../goals/Goal";
import { goalPolicy } from "../goals/goalPolicy";
import { lockGoal } from "../goals/lockGoal";
import { newId } from "../newId";
import { findActor } from "../people/findActor";
import { findApprover } from "../people/findApprover";
import { findSuccessor } from "../people/findSuccessor";
import { plainLine } from "../plainLine";
import { record } from "../record";

export interface Said {
  kind: CommentKind;
  text: string;
}

const mostCharacters = 300;

/**
 * The owner of a running goal asks for help, or somebody above answers; the other side hears of it. Saying the same
 * again before anybody else spoke is saying it once.
 */
export async function addComment(ctx: Context, goalId: string, { kind, text: written }: Said): Promise<Comment> {
  const goal = await lockGoal(ctx, goalId);
  checkComment(ctx, goal, kind);
  const text = plainLine(written);
  if (text === "" || text.length > mostCharacters) throw new Invalid("comment.text", { most: mostCharacters });
  const last = await findLast(ctx, goalId);
  if (last?.authorId === ctx.actor.id && last.kind === kind && last.text === text) return last;
  if (kind === "answer" && !(await ctx.db.existsBy(Comment, { objectiveId: goalId, kind: "problem" })))
    throw new Conflict("comment.noProblem");
  const comment = ctx.db.create(Comment, {
    id: newId(ctx.now),
    objectiveId: goalId,
    authorId: ctx.actor.id,
    kind,
    text,
    at: ctx.now,
  });
  await ctx.db.insert(Comment, comment);
  await tell(ctx, goal, comment);
  return comment;
}

function checkComment(ctx: Context, goal: Goal, kind: CommentKind): void {
  authorize(goalPolicy, "comment", ctx.actor, goal);
  const isOwner = goal.objective.ownerId === ctx.actor.id;
  if (kind === "problem" && !isOwner) throw new Forbidden("comment.problemNotYours");
  if (kind === "answer" && isOwner) throw new Forbidden("comment.answerNotYours");
  if (!goal.objective.isActive) throw new Conflict("comment.goalNotActive", { state: goal.objective.status });
  if (goal.isOver) throw new Conflict("comment.afterCycle", { until: goal.cycle.endsOn });
}

const findLast = ({ db }: Context, objectiveId: string) =>
  db.findOne(Comment, { where: { objectiveId }, order: { at: "DESC", id: "DESC" } });

/** The audit and the notice name the comment: its words stay where they can be erased. */
async function tell(ctx: Context, goal: Goal, { id, kind }: Comment): Promise<void> {
  const isProblem = kind === "problem";
  const { id: subjectId, ownerId } = goal.objective;
  await record(
    ctx,
    isProblem ? "goal.problemRaised" : "goal.problemAnswered",
    subjectId,
    { commentId: id },
    {
      to: [isProblem ? await findHelper(ctx, goal) : ownerId],
      template: isProblem ? "problemRaised" : "problemAnswered",
      kind: "approval",
      subjectId,
      data: { commentId: id },
    },
  );
}

/**
 * Whoever decides, else who is above, else HR: the first who may answer. A deputy of a restricted goal's may not, and
 * hears nothing of it.
 */
async function findHelper(ctx: Context, goal: Goal): Promise<string | null> {
  const { ownerId } = goal.objective;
  const mayAnswer = async (id: string) => {
    const helper = await findActor(ctx.db, id);
    return helper && goalPolicy.read(helper, goal) && goalPolicy.comment(helper, goal);
  };
  const { approver } = await findApprover(ctx, ownerId);
  if (await mayAnswer(approver.id)) return approver.id;
  const hr = await ctx.db.find(RoleGrant, { where: { role: "hr" }, order: { employeeId: "ASC" } });
  const others = [await findSuccessor(ctx, ownerId), ...hr.map(({ employeeId }) => employeeId)];
  for (const id of others) if (id !== undefined && id !== ownerId && (await mayAnswer(id))) return id;
  return null;
}
