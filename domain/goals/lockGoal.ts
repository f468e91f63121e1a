import { IsNull } from "typeorm";
import { Approval, Employee, KeyResult, Objective } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { NotFound } from "../errors";
import { findLineAbove } from "../people/findLineAbove";
import type { Goal } from "./Goal";

/** Reads a goal and locks its objective until the unit of work ends. */
export async function lockGoal(work: Work, id: string): Promise<Goal> {
  const objective = await work.db.findOne(Objective, { where: { id }, ...forUpdate(work.db) });
  if (!objective) throw new NotFound("goal.notFound");
  return loadGoal(work, objective);
}

/** The rows around an objective. */
export async function loadGoal({ db }: Pick<Work, "db">, objective: Objective): Promise<Goal> {
  const keyResults = await db.find(KeyResult, { where: { objectiveId: objective.id }, order: { sequence: "ASC" } });
  const owner = await db.findOneByOrFail(Employee, { id: objective.ownerId });
  const approval = await db.findOne(Approval, {
    where: { objectiveId: objective.id, decision: IsNull() },
    order: { requestedAt: "DESC" },
  });
  return { objective, keyResults, owner, approval, lineAbove: await findLineAbove(db, owner.id) };
}
