import { In } from "typeorm";
import { Alignment, Objective, type ObjectiveStatus } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { newId } from "../newId";
import { updateMany } from "../updateMany";
import { findPathIds } from "./findPathIds";
import type { Goal } from "./Goal";
import { goalPolicy } from "./goalPolicy";
import { completeGoals } from "./loadGoals";
import { splitWhole } from "./splitWhole";

/** Children in these states no longer count for their parent. */
const given: readonly ObjectiveStatus[] = ["withdrawn", "cancelled"];

/**
 * Says which goal a goal serves, or with null that it serves none. The parent is running, is one the actor may read, and
 * its cycle holds the goal's. Doing it twice is doing it once.
 */
export async function alignGoal(ctx: Context, goal: Goal, parentId: string | null): Promise<void> {
  const edges = await ctx.db.findBy(Alignment, { objectiveId: goal.objective.id });
  if (edges.length === (parentId === null ? 0 : 1) && edges.every((edge) => edge.parentObjectiveId === parentId))
    return;
  if (parentId !== null) await checkParent(ctx, goal, parentId);
  await leave(ctx, edges);
  if (parentId !== null) await join(ctx, goal.objective.id, parentId);
}

async function checkParent(ctx: Context, { objective, cycle }: Goal, parentId: string): Promise<void> {
  // Locked, so that the shares of its children are worked out one at a time.
  const found = await ctx.db.findOne(Objective, { where: { id: parentId }, ...forUpdate(ctx.db) });
  const [parent] = found ? await completeGoals(ctx, [found]) : [];
  if (!parent || !goalPolicy.read(ctx.actor, parent)) throw new NotFound("goal.parentNotFound");
  if (parentId === objective.id || (await findPathIds(ctx.db, parentId)).includes(objective.id))
    throw new Conflict("goal.parentCircle");
  if (!parent.objective.isActive || parent.isOver) throw new Conflict("goal.parentNotActive");
  if (parent.cycle.startsOn > cycle.startsOn || parent.cycle.endsOn < cycle.endsOn)
    throw new Conflict("goal.parentCycle", { name: parent.cycle.name });
}

/** A goal's cycle was changed: that of the goal it serves has to hold it still, and it those of what serves it. */
export async function checkAligned({ db }: Context, { objective, cycle }: Goal): Promise<void> {
  const rows: { isAbove: number; name: string }[] = await db.query(
    `SELECT a.objectiveId = ? AS isAbove, c.name FROM alignments a
       JOIN objectives o ON o.id = CASE WHEN a.objectiveId = ? THEN a.parentObjectiveId ELSE a.objectiveId END
       JOIN cycles c ON c.id = o.cycleId
      WHERE (a.objectiveId = ? AND (c.startsOn > ? OR c.endsOn < ?))
         OR (a.parentObjectiveId = ? AND o.status NOT IN ('withdrawn', 'cancelled')
             AND (c.startsOn < ? OR c.endsOn > ?))
      ORDER BY isAbove DESC, c.name LIMIT 1`,
    [
      ...[objective.id, objective.id, objective.id, cycle.startsOn, cycle.endsOn],
      ...[objective.id, cycle.startsOn, cycle.endsOn],
    ],
  );
  const [unfit] = rows;
  if (!unfit) return;
  throw new Conflict(Number(unfit.isAbove) ? "goal.parentCycle" : "goal.childCycle", { name: unfit.name });
}

/** A new child takes an equal part; the others keep to each other what they had. */
async function join(ctx: Context, objectiveId: string, parentObjectiveId: string): Promise<void> {
  const others = await findCounting(ctx, parentObjectiveId);
  const sum = others.reduce((total, { share }) => total + share, 0);
  // Weighed so that one of n + 1 has the (n + 1)th part.
  const weights = sum === 0 ? others.map(() => 1) : others.map(({ share }) => share * others.length);
  const shares = splitWhole(10_000n, [...weights, sum === 0 ? 1 : sum]).map(Number);
  await storeShares(ctx, others, shares);
  await ctx.db.insert(Alignment, {
    id: newId(ctx.now),
    objectiveId,
    parentObjectiveId,
    parentKeyResultId: null,
    share: shares.at(-1) ?? 10_000,
  });
}

async function leave(ctx: Context, edges: readonly Alignment[]): Promise<void> {
  if (edges.length === 0) return;
  await ctx.db.delete(Alignment, { id: In(edges.map(({ id }) => id)) });
  for (const { parentObjectiveId } of edges) {
    const others = await findCounting(ctx, parentObjectiveId);
    if (others.some(({ share }) => share > 0))
      await storeShares(
        ctx,
        others,
        splitWhole(
          10_000n,
          others.map(({ share }) => share),
        ).map(Number),
      );
  }
}

async function findCounting({ db }: Context, parentObjectiveId: string): Promise<Alignment[]> {
  const edges = await db.find(Alignment, { where: { parentObjectiveId }, order: { id: "ASC" } });
  const children = await db.findBy(Objective, { id: In(edges.map(({ objectiveId }) => objectiveId)) });
  const counting = new Set(children.filter(({ status }) => !given.includes(status)).map(({ id }) => id));
  return edges.filter(({ objectiveId }) => counting.has(objectiveId));
}

const storeShares = ({ db }: Context, edges: readonly Alignment[], shares: readonly number[]): Promise<void> =>
  updateMany(
    db,
    Alignment,
    ["share"],
    edges.map(({ id }, index) => ({ id, share: shares[index]! })),
  );
