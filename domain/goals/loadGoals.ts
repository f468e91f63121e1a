import { type EntityManager, In, IsNull } from "typeorm";
import { Approval, Employee, KeyResult, Objective } from "../../entities";
import { groupBy } from "../groupBy";
import { findLinesAbove } from "../people/findLineAbove";
import type { Goal } from "./Goal";

/** Goals by id, newest first, in a fixed number of statements. Who may read them is for the caller to know. */
export async function loadGoals(db: EntityManager, ids: readonly string[]): Promise<Goal[]> {
  if (ids.length === 0) return [];
  return completeGoals(db, await db.find(Objective, { where: { id: In(ids) }, order: { id: "DESC" } }));
}

/** Reads what makes goals of objectives, in four statements. */
export async function completeGoals(db: EntityManager, objectives: readonly Objective[]): Promise<Goal[]> {
  const objectiveId = In(objectives.map(({ id }) => id));
  const ownerIds = [...new Set(objectives.map(({ ownerId }) => ownerId))];
  const keyResults = await db.find(KeyResult, { where: { objectiveId }, order: { sequence: "ASC" } });
  const owners = new Map((await db.findBy(Employee, { id: In(ownerIds) })).map((owner) => [owner.id, owner]));
  const approvals = await db.find(Approval, {
    where: { objectiveId, decision: IsNull() },
    order: { requestedAt: "DESC" },
  });
  const lines = await findLinesAbove(db, ownerIds);
  const own = { keyResults: groupBy(keyResults, byObjective), approvals: groupBy(approvals, byObjective) };
  return objectives.map((objective) => ({
    objective,
    owner: owners.get(objective.ownerId)!,
    keyResults: own.keyResults.get(objective.id) ?? [],
    approval: own.approvals.get(objective.id)?.[0] ?? null,
    lineAbove: lines.get(objective.ownerId) ?? [],
  }));
}

const byObjective = ({ objectiveId }: { objectiveId: string }) => objectiveId;
