import { type EntityManager, In, IsNull } from "typeorm";
import { Alignment, Approval, Employee } from "../../entities";
import { instantOf, sqlInstant } from "../../entities/sqlInstant";
import type { Context } from "../context";
import { findGoals } from "./findGoals";
import type { GoalView } from "./GoalView";
import { isAgreed } from "./isAgreed";
import { loadGoals } from "./loadGoals";
import { undoMinutes } from "./undoWindow";
import { viewGoals } from "./viewGoals";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

/** A goal that waits for the actor's decision, with what they should know to decide. */
export interface ApprovalView extends GoalView {
  approval: Approval;
  /** Who was to decide; undefined unless the actor stands in for them. */
  onBehalfOf: Employee | undefined;
  /** The goal it serves, where the actor may read it. */
  parent: GoalView | undefined;
  /** Other goals of the owner in the same cycle that run or wait. */
  otherGoals: number;
}

/** Goals that wait for the actor's decision, the longest waiting first, in a fixed number of statements. */
export async function findApprovals(reader: Reader): Promise<ApprovalView[]> {
  const { db, actor } = reader;
  const open = await db.find(Approval, {
    where: { approverId: actor.id, decision: IsNull() },
    order: { requestedAt: "ASC", id: "ASC" },
  });
  if (open.length === 0) return [];
  const ids = open.map(({ objectiveId }) => objectiveId);
  const views = new Map(
    (await viewGoals(reader, await loadGoals(reader, ids))).map((view) => [view.objective.id, view]),
  );
  const parents = await findParents(reader, ids);
  const others = await countOthers(db, ids);
  const asked = await db.findBy(Employee, { id: In(open.flatMap(({ onBehalfOfId }) => onBehalfOfId ?? [])) });
  return open.flatMap((approval) => {
    const view = views.get(approval.objectiveId);
    if (!view) return [];
    return {
      ...view,
      approval,
      onBehalfOf: asked.find(({ id }) => id === approval.onBehalfOfId),
      parent: parents.get(approval.objectiveId),
      otherGoals: others.get(approval.objectiveId) ?? 0,
    };
  });
}

async function findParents(reader: Reader, ids: readonly string[]): Promise<Map<string, GoalView>> {
  const edges = await reader.db.find(Alignment, { where: { objectiveId: In(ids) }, order: { id: "DESC" } });
  const found = await findGoals(reader, {
    ids: [...new Set(edges.map(({ parentObjectiveId }) => parentObjectiveId))],
    statuses: [],
    limit: 500,
  });
  const views = new Map(found.filter(isAgreed).map((view) => [view.objective.id, view]));
  return new Map(
    edges.flatMap(({ objectiveId, parentObjectiveId }) => {
      const view = views.get(parentObjectiveId);
      return view ? [[objectiveId, view] as const] : [];
    }),
  );
}

async function countOthers(db: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  const rows: { id: string; total: number }[] = await db.query(
    `SELECT o.id, COUNT(*) AS total FROM objectives o
       JOIN objectives n ON n.ownerId = o.ownerId AND n.cycleId = o.cycleId AND n.id <> o.id
        AND n.status IN ('active', 'submitted')
      WHERE o.id IN (${ids.map(() => "?").join(",")}) GROUP BY o.id`,
    [...ids],
  );
  return new Map(rows.map(({ id, total }) => [id, Number(total)]));
}

/** An approval the actor gave and can still take back. */
export interface UndoableApproval {
  id: string;
  title: string;
  owner: Pick<Employee, "id" | "name" | "wecomUserId">;
  approvedAt: Date;
  undoUntil: Date;
}

/** What the actor approved within the last ten minutes and nobody has reported on since, the latest first. */
export async function findUndoable({ db, now, actor }: Reader): Promise<UndoableApproval[]> {
  const since = sqlInstant(new Date(now.getTime() - undoMinutes * 60_000));
  const rows: {
    id: string;
    title: string;
    approvedAt: Date | string;
    ownerId: string;
    name: string | null;
    wecomUserId: string | null;
  }[] = await db.query(
    `SELECT o.id, o.title, o.approvedAt, e.id AS ownerId, e.name, e.wecomUserId
         FROM objectives o JOIN employees e ON e.id = o.ownerId
        WHERE o.approvedById = ? AND o.ownerId <> ? AND o.status = 'active' AND o.approvedAt >= ?
          AND NOT EXISTS (SELECT 1 FROM check_ins c JOIN key_results k ON k.id = c.keyResultId
            WHERE k.objectiveId = o.id AND c.recordedAt >= o.approvedAt)
        ORDER BY o.approvedAt DESC, o.id DESC`,
    [actor.id, actor.id, since],
  );
  return rows.map(({ id, title, ownerId, name, wecomUserId, ...row }) => {
    const approvedAt = instantOf(row.approvedAt);
    const undoUntil = new Date(approvedAt.getTime() + undoMinutes * 60_000);
    return { id, title, owner: { id: ownerId, name, wecomUserId }, approvedAt, undoUntil };
  });
}
