import { type EntityManager, IsNull, Like } from "typeorm";
import { RuleFiring } from "../../entities";
import type { LockedKeyResult } from "../checkIns/lockKeyResult";
import type { Work } from "../context";
import { revokeFirings } from "./revokeFirings";

/**
 * Takes back, visibly, what rules gave for a target that no longer stands reached. Where money went along it was for
 * figures others vouch for, and stays.
 */
export async function revokeRuleAwards(work: Work, { keyResult, objective, owner }: LockedKeyResult): Promise<void> {
  const team = objective.isRestricted ? null : owner.departmentId;
  const firings = await findFirings(work.db, keyResult.id, objective.id);
  await revokeFirings(work, firings, ({ employeeId }) => (employeeId === owner.id ? team : null));
}

async function findFirings(db: EntityManager, keyResultId: string, objectiveId: string): Promise<RuleFiring[]> {
  const own = { packetId: IsNull() };
  return db.findBy(RuleFiring, [
    { ...own, fact: `reached:${keyResultId}` },
    { ...own, fact: Like(`campaign:${objectiveId}:%`) },
  ]);
}
