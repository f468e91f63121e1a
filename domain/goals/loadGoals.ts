import { In, IsNull } from "typeorm";
import { Approval, Cycle, Employee, KeyResult, Objective } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { groupBy } from "../groupBy";
import { findDeputies } from "../people/findDeputies";
import { findLinesAbove } from "../people/findLineAbove";
import type { Goal } from "./Goal";

type Reader = Pick<Work, "db" | "now" | "company">;

/** Goals by id, newest first, in a fixed number of statements. Who may read them is for the caller to know. */
export async function loadGoals(reader: Reader, ids: readonly string[]): Promise<Goal[]> {
  if (ids.length === 0) return [];
  return completeGoals(reader, await reader.db.find(Objective, { where: { id: In(ids) }, order: { id: "DESC" } }));
}

/** Reads what makes goals of objectives, in six statements. */
export async function completeGoals({ db, now, company }: Reader, objectives: readonly Objective[]): Promise<Goal[]> {
  const today = businessDayOf(now, company.zone);
  const objectiveId = In(objectives.map(({ id }) => id));
  const ownerIds = [...new Set(objectives.map(({ ownerId }) => ownerId))];
  const cycleIds = [...new Set(objectives.map(({ cycleId }) => cycleId))];
  const cycles = new Map((await db.findBy(Cycle, { id: In(cycleIds) })).map((cycle) => [cycle.id, cycle]));
  const keyResults = await db.find(KeyResult, { where: { objectiveId }, order: { sequence: "ASC" } });
  const owners = new Map((await db.findBy(Employee, { id: In(ownerIds) })).map((owner) => [owner.id, owner]));
  const approvals = await db.find(Approval, {
    where: { objectiveId, decision: IsNull() },
    order: { requestedAt: "DESC" },
  });
  const lines = await findLinesAbove(db, ownerIds);
  const deputies = await findDeputies(db, [...ownerIds, ...[...lines.values()].flat()], today);
  const deputiesOf = (id: string) => deputies.get(id)?.map(({ deputyId }) => deputyId) ?? [];
  const own = { keyResults: groupBy(keyResults, byObjective), approvals: groupBy(approvals, byObjective) };
  return objectives.map((objective) => ({
    objective,
    owner: owners.get(objective.ownerId)!,
    cycle: cycles.get(objective.cycleId)!,
    isOver: cycles.get(objective.cycleId)!.endsOn < today,
    keyResults: own.keyResults.get(objective.id) ?? [],
    approval: own.approvals.get(objective.id)?.[0] ?? null,
    lineAbove: lines.get(objective.ownerId) ?? [],
    deputies: deputiesOf(objective.ownerId),
    standIns: (lines.get(objective.ownerId) ?? []).flatMap(deputiesOf),
  }));
}

const byObjective = ({ objectiveId }: { objectiveId: string }) => objectiveId;
