import { type Accumulation, Cycle, Employee, KeyResult, type KeyResultKind, Objective } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { newId } from "../newId";
import { findLineAbove } from "../people/findLineAbove";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { alignGoal } from "./alignGoal";
import { checkDue } from "./checkDue";
import { equalWeights } from "./equalWeights";
import type { Goal } from "./Goal";
import { startOf } from "./startOf";
import { submitLocked } from "./submitGoal";

/** A key result as it is proposed. Figures are scaled by 10,000; without weights all weigh the same. */
export interface ProposedKeyResult {
  title: string;
  kind: KeyResultKind;
  accumulation?: Accumulation;
  start?: number;
  target: number;
  unit: string;
  weight?: number;
  dueOn?: string | null;
  metricId?: string | null;
}

export interface ProposedGoal {
  cycleId: string;
  title: string;
  commitment?: "committed" | "aspirational";
  keyResults: readonly ProposedKeyResult[];
  /** The goal it serves. */
  parentId?: string | null;
  /** Why, for the person who decides. */
  note?: string | null;
  /** Asks for approval at once; otherwise it stays a draft. */
  submit: boolean;
}

/** Somebody proposes a goal of their own. */
export async function proposeGoal(ctx: Context, proposal: ProposedGoal): Promise<Goal> {
  const cycle = await ctx.db.findOneBy(Cycle, { id: proposal.cycleId });
  if (!cycle) throw new NotFound("cycle.notFound");
  const objective = ctx.db.create(Objective, {
    id: newId(ctx.now),
    cycleId: cycle.id,
    ownerId: ctx.actor.id,
    level: "person",
    departmentId: ctx.actor.departmentId,
    title: plainLine(proposal.title),
    status: "draft",
    commitment: proposal.commitment ?? "committed",
    isRestricted: false,
    approvedById: null,
    approvedAt: null,
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  const keyResults = buildKeyResults(ctx, { objective, cycle }, proposal.keyResults);
  await ctx.db.insert(Objective, objective);
  if (keyResults.length > 0) await ctx.db.insert(KeyResult, keyResults);
  await record(ctx, "goal.drafted", objective.id, { keyResults: keyResults.length });
  const owner = await ctx.db.findOneByOrFail(Employee, { id: ctx.actor.id });
  const lineAbove = await findLineAbove(ctx.db, owner.id);
  const isOver = cycle.endsOn < businessDayOf(ctx.now, ctx.company.zone);
  const goal: Goal = {
    objective,
    keyResults,
    owner,
    cycle,
    isOver,
    approval: null,
    lineAbove,
    deputies: [],
    standIns: [],
  };
  if (proposal.parentId) await alignGoal(ctx, goal, proposal.parentId);
  return proposal.submit ? submitLocked(ctx, goal, proposal.note) : goal;
}

/** Rows for proposed key results, in their order. @throws Invalid for one that is due outside the cycle */
export function buildKeyResults(
  ctx: Context,
  { objective, cycle }: Pick<Goal, "objective" | "cycle">,
  proposed: readonly ProposedKeyResult[],
): KeyResult[] {
  const weights = equalWeights(proposed.length);
  const rows = proposed.map((one, index) =>
    ctx.db.create(KeyResult, {
      id: newId(ctx.now),
      objectiveId: objective.id,
      sequence: index + 1,
      title: plainLine(one.title),
      kind: one.kind,
      accumulation: one.accumulation ?? "last",
      metricId: one.metricId ?? null,
      unit: plainLine(one.unit),
      changeKind: "absolute",
      changeBy: null,
      isGrowthOnly: false,
      ...startOf({ kind: one.kind, accumulation: one.accumulation ?? "last", start: one.start ?? 0 }),
      target: one.kind === "binary" ? 10_000 : one.target,
      weight: one.weight ?? weights[index],
      current: null,
      reportedOn: null,
      reportedAt: null,
      reachedAt: null,
      dueOn: one.dueOn ?? null,
    }),
  );
  for (const row of rows) checkDue(row, cycle);
  return rows;
}
