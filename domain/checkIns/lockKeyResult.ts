import { Cycle, Employee, KeyResult, Objective } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { NotFound } from "../errors";

export interface LockedKeyResult {
  keyResult: KeyResult;
  objective: Objective;
  cycle: Cycle;
  owner: Employee;
}

/**
 * Reads a key result with what it belongs to, and locks both until the unit of work ends: the objective first, as
 * whoever moves the goal does, so that nothing is reported on a goal whose approval is being undone.
 */
export async function lockKeyResult(work: Work, id: string): Promise<LockedKeyResult> {
  const { db } = work;
  const objective = await lockObjectiveOf(work, id);
  const keyResult = objective && (await db.findOne(KeyResult, { where: { id }, ...forUpdate(db) }));
  if (!keyResult) throw new NotFound("keyResult.notFound");
  const cycle = await db.findOneByOrFail(Cycle, { id: objective.cycleId });
  const owner = await db.findOneByOrFail(Employee, { id: objective.ownerId });
  return { keyResult, objective, cycle, owner };
}

function lockObjectiveOf({ db }: Work, keyResultId: string): Promise<Objective | null> {
  const query = db
    .createQueryBuilder(Objective, "o")
    .where("o.id = (SELECT k.objectiveId FROM key_results k WHERE k.id = :keyResultId)", { keyResultId });
  const { lock } = forUpdate(db);
  return (lock ? query.setLock(lock.mode) : query).getOne();
}
