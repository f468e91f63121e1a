import { Objective } from "../../entities";
import type { Work } from "../context";

/** Writes what may change of an objective that is locked: one UPDATE, where `save` would read the row again first. */
export async function storeObjective({ db }: Work, objective: Objective): Promise<void> {
  const { id, title, cycleId, commitment, status, version, approvedById, approvedAt, updatedAt } = objective;
  const changeable = { title, cycleId, commitment, status, version, approvedById, approvedAt, updatedAt };
  await db.update(Objective, id, changeable);
}
