import { In, IsNull, Not } from "typeorm";
import { Approval, Award, Department, Deputy, Employee, Identity, Notice, Objective, RoleGrant } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { Conflict, NotFound } from "../errors";
import { record } from "../record";
import { lockPeople } from "./lockPeople";
import { resolveReporting } from "./resolveReporting";
import { revokeAccess } from "./revokeAccess";

/**
 * HR says that the person stored anew is one we knew: the old one is back with the new one's account and place, and
 * takes over goals, awards, rights and what is owed. The new one ends empty; what it reported stays under its id,
 * because history is never edited. Doing it twice is doing it once.
 */
export async function linkPerson(work: Work, oldId: string, newId: string): Promise<Employee> {
  // A sync that has read already would write the new one back over this.
  await lockPeople(work);
  const [old, renewed] = await lockBoth(work, oldId, newId);
  if (oldId === newId) throw new Conflict("person.sameLinked");
  if (renewed.wecomUserId === null) {
    if (old.isActive) return old;
    throw new Conflict("person.notBound");
  }
  const { wecomUserId } = renewed;
  renewed.leave(work.now);
  await work.db.save(renewed);
  await revokeAccess(work, [newId]);
  await moveRows(work, oldId, newId);
  await work.db.save(revive(old, renewed, wecomUserId));
  await record(work, "person.linked", oldId, { from: newId });
  await resolveReporting(work);
  return old;
}

async function lockBoth(work: Work, oldId: string, newId: string): Promise<[Employee, Employee]> {
  const people = await work.db.find(Employee, {
    where: { id: In([oldId, newId]) },
    order: { id: "ASC" },
    ...forUpdate(work.db),
  });
  const [old, renewed] = [oldId, newId].map((id) => people.find((person) => person.id === id));
  if (!old || !renewed) throw new NotFound("person.notFound");
  return [old, renewed];
}

function revive(old: Employee, renewed: Employee, wecomUserId: string): Employee {
  return Object.assign(old, {
    wecomUserId,
    status: "active",
    leftAt: null,
    name: renewed.name ?? old.name,
    departmentId: renewed.departmentId ?? old.departmentId,
    positionId: renewed.positionId ?? old.positionId,
    managerId: renewed.managerId === old.id ? old.managerId : (renewed.managerId ?? old.managerId),
    shift: old.shift || renewed.shift,
    nudgeTime: old.nudgeTime ?? renewed.nudgeTime,
    eveningTime: old.eveningTime ?? renewed.eveningTime,
    isMorningMuted: old.isMorningMuted || renewed.isMorningMuted,
    isEveningMuted: old.isEveningMuted || renewed.isEveningMuted,
    isAlertMuted: old.isAlertMuted || renewed.isAlertMuted,
  });
}

/** Everything that may be changed and names the new id names the old one. */
async function moveRows({ db, now }: Work, oldId: string, newId: string) {
  await db.update(Objective, { ownerId: newId }, { ownerId: oldId });
  await db.update(Approval, { approverId: newId, decision: IsNull() }, { approverId: oldId });
  await db.update(Approval, { onBehalfOfId: newId, decision: IsNull() }, { onBehalfOfId: oldId });
  await db.update(Deputy, { employeeId: newId, deputyId: Not(oldId) }, { employeeId: oldId });
  await db.update(Deputy, { deputyId: newId, employeeId: Not(oldId) }, { deputyId: oldId });
  // Nobody stands in for themselves.
  await db.update(
    Deputy,
    { employeeId: In([oldId, newId]), deputyId: In([oldId, newId]), endedAt: IsNull() },
    { endedAt: now },
  );
  // What one gave the other stays: nobody praises themselves.
  await db.update(Award, { employeeId: newId, givenById: Not(oldId) }, { employeeId: oldId });
  await db.update(Award, { employeeId: newId, givenById: IsNull() }, { employeeId: oldId });
  await db.update(Identity, { employeeId: newId }, { employeeId: oldId });
  await db.update(Notice, { employeeId: newId, state: "owed" }, { employeeId: oldId });
  await db.update(Department, { headId: newId }, { headId: oldId });
  await db.update(Employee, { managerId: newId }, { managerId: oldId });
  const held = await db.findBy(RoleGrant, { employeeId: oldId });
  await db.delete(RoleGrant, { employeeId: newId, role: In(held.map(({ role }) => role)) });
  await db.update(RoleGrant, { employeeId: newId }, { employeeId: oldId });
}
