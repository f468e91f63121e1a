import { KeyResult } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { alignGoal } from "./alignGoal";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { buildKeyResults, type ProposedKeyResult } from "./proposeGoal";
import { storeObjective } from "./storeObjective";

export interface GoalEdit {
  /** The version that was seen; another one in between is a conflict. */
  version: number;
  title?: string;
  keyResults?: readonly ProposedKeyResult[];
  /** The goal it serves; null for none. */
  parentId?: string | null;
}

/** What the audit keeps of a key result: figures, never its words. */
const figuresOf = ({ id, kind, start, target, weight }: KeyResult) => ({ id, kind, start, target, weight });

/** The owner changes a draft or a returned goal. */
export async function editGoal(ctx: Context, id: string, edit: GoalEdit): Promise<Goal> {
  const goal = await lockGoal(ctx, id);
  authorize(goalPolicy, "edit", ctx.actor, goal);
  const { objective } = goal;
  if (objective.version !== edit.version) throw new Conflict("goal.stale", { version: objective.version });
  if (objective.status !== "draft" && objective.status !== "returned")
    throw new Conflict("goal.notEditable", { state: objective.status });
  if (edit.title !== undefined) objective.title = plainLine(edit.title);
  objective.version += 1;
  objective.updatedAt = ctx.now;
  await storeObjective(ctx, objective);
  const before = goal.keyResults.map(figuresOf);
  if (edit.keyResults) {
    await ctx.db.delete(KeyResult, { objectiveId: id });
    goal.keyResults = buildKeyResults(ctx, goal, edit.keyResults);
    await ctx.db.insert(KeyResult, goal.keyResults);
  }
  if (edit.parentId !== undefined) await alignGoal(ctx, goal, edit.parentId);
  const after = goal.keyResults.map(figuresOf);
  await record(ctx, "goal.edited", id, { version: objective.version, ...(edit.keyResults && { before, after }) });
  return goal;
}
