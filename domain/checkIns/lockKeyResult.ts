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

/** Reads a key result with what it belongs to, and locks it until the unit of work ends. */
export async function lockKeyResult({ db }: Work, id: string): Promise<LockedKeyResult> {
  const keyResult = await db.findOne(KeyResult, { where: { id }, ...forUpdate(db) });
  if (!keyResult) throw new NotFound("keyResult.notFound");
  const objective = await db.findOneByOrFail(Objective, { id: keyResult.objectiveId });
  const cycle = await db.findOneByOrFail(Cycle, { id: objective.cycleId });
  const owner = await db.findOneByOrFail(Employee, { id: objective.ownerId });
  return { keyResult, objective, cycle, owner };
}
