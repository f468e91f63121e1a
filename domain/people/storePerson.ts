import { In } from "typeorm";
import { Department, Employee } from "../../entities";
import type { DirectoryPerson, Work } from "../context";
import { newId } from "../newId";
import { record } from "../record";
import { buildPerson } from "./buildPerson";
import { ensurePositions } from "./ensurePositions";
import { type DirectoryIds, directoryColumns, mergePerson, positionName } from "./mergePerson";
import { revokeAccess } from "./revokeAccess";

/** Stores one person as the directory has them now; answers their id, undefined for somebody disabled and unknown. */
export async function storePerson(work: Work, given: DirectoryPerson): Promise<string | undefined> {
  const before = await work.db.findOneBy(Employee, { wecomUserId: given.userId });
  const columns = mergePerson(before ?? undefined, given, await readIds(work, given), work.now);
  if (!before) return columns.status === "active" ? create(work, given, columns) : undefined;
  const changed = directoryColumns.filter((column) => String(before[column]) !== String(columns[column]));
  if (changed.length === 0) return before.id;
  await work.db.update(Employee, before.id, columns);
  if (before.isActive && columns.status === "left") await revokeAccess(work, [before.id]);
  await record(work, "person.updated", before.id, { columns: changed });
  return before.id;
}

async function create(work: Work, given: DirectoryPerson, columns: ReturnType<typeof mergePerson>): Promise<string> {
  const id = newId(work.now);
  await work.db.insert(Employee, buildPerson(id, given.userId, columns, work.now));
  await record(work, "person.created", id);
  return id;
}

/** Our ids for what one person refers to. */
async function readIds(work: Work, given: DirectoryPerson): Promise<DirectoryIds> {
  const numbers = [given.mainDepartmentWecomId, ...given.departmentWecomIds].filter((id) => id !== null);
  const departments = await work.db.findBy(Department, { wecomId: In(numbers) });
  const position = positionName(given);
  const positions = await ensurePositions(work, position ? [position] : []);
  const manager = given.managerUserId ? await work.db.findOneBy(Employee, { wecomUserId: given.managerUserId }) : null;
  return {
    departmentOf: (wecomId) => departments.find((department) => department.wecomId === wecomId)?.id,
    positionOf: (name) => positions.get(name),
    personOf: () => manager?.id,
  };
}
