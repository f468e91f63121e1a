import { Cycle, KeyResult, type Objective } from "../../entities";
import { authorize } from "../authorize";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { alignGoal, checkAligned } from "./alignGoal";
import { checkDue } from "./checkDue";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { lockGoal } from "./lockGoal";
import { buildKeyResults, type ProposedKeyResult } from "./proposeGoal";
import { storeObjective } from "./storeObjective";

export interface GoalEdit {
  /** The version that was seen; another one in between is a conflict. */
  version: number;
  title?: string;
  /** One that is not over; what the goal serves, and what serves it, has to fit. */
  cycleId?: string;
  commitment?: Objective["commitment"];
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
  const was = { cycleId: objective.cycleId, commitment: objective.commitment };
  if (edit.title !== undefined) objective.title = plainLine(edit.title);
  if (edit.commitment !== undefined) objective.commitment = edit.commitment;
  const isMoved = edit.cycleId !== undefined && edit.cycleId !== objective.cycleId;
  if (isMoved) await moveToCycle(ctx, goal, edit.cycleId!);
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
  if (isMoved) await checkMoved(ctx, goal);
  const after = goal.keyResults.map(figuresOf);
  await record(ctx, "goal.edited", id, {
    version: objective.version,
    ...changeOf("cycleId", was, objective),
    ...changeOf("commitment", was, objective),
    ...(edit.keyResults && { before, after }),
  });
  return goal;
}

const changeOf = <Name extends "cycleId" | "commitment">(
  name: Name,
  was: Pick<Objective, Name>,
  is: Pick<Objective, Name>,
) => (was[name] === is[name] ? {} : { [name]: { before: was[name], after: is[name] } });

/** What was not changed with it has to fit into the new cycle as well. */
async function checkMoved(ctx: Context, goal: Goal): Promise<void> {
  for (const keyResult of goal.keyResults) checkDue(keyResult, goal.cycle);
  await checkAligned(ctx, goal);
}

/** Does not save it. @throws NotFound, and Conflict for a cycle that is over */
async function moveToCycle(ctx: Context, goal: Goal, cycleId: string): Promise<void> {
  const cycle = await ctx.db.findOneBy(Cycle, { id: cycleId });
  if (!cycle) throw new NotFound("cycle.notFound");
  if (cycle.endsOn < businessDayOf(ctx.now, ctx.company.zone)) throw new Conflict("cycle.over", { name: cycle.name });
  goal.objective.cycleId = cycle.id;
  goal.cycle = cycle;
  goal.isOver = false;
}
