import { type EntityManager, In, IsNull } from "typeorm";
import { BindingCode, Department, Deputy, Employee, Identity, Notice, RoleGrant } from "../../entities";
import type { Work } from "../context";
import { cancelGoalsOf } from "../goals/cancelGoalsOf";
import { recordMany } from "../recordMany";
import { updateMany } from "../updateMany";
import { revokeAccess } from "./revokeAccess";

/**
 * People leave the company: access, accounts, roles and their WeCom binding end for good; their history stays. Open
 * goals end as cancelled. Afterwards somebody must call resolveReporting and reassignApprovals.
 */
export async function leavePeople(work: Work, people: readonly Employee[]): Promise<void> {
  if (people.length === 0) return;
  const ids = people.map(({ id }) => id);
  for (const person of people) person.leave(work.now);
  await updateMany(work.db, Employee, ["status", "leftAt", "wecomUserId"], people);
  await revokeAccess(work, ids);
  await endRights(work.db, ids);
  await endDeputyships(work, ids);
  await cancelGoalsOf(work, ids);
  await recordMany(work, "person.left", ids);
}

/** Nobody stands in for who left, nor do they for others. */
async function endDeputyships({ db, now }: Work, ids: readonly string[]) {
  await db.update(Deputy, { employeeId: In(ids), endedAt: IsNull() }, { endedAt: now });
  await db.update(Deputy, { deputyId: In(ids), endedAt: IsNull() }, { endedAt: now });
}

async function endRights(db: EntityManager, ids: readonly string[]) {
  await db.delete(Identity, { employeeId: In(ids) });
  await db.delete(BindingCode, { employeeId: In(ids) });
  await db.delete(RoleGrant, { employeeId: In(ids) });
  await db.update(Department, { headId: In(ids) }, { headId: null });
  await db.update(Notice, { employeeId: In(ids), state: "owed" }, { state: "expired", nextAt: null });
}
