import type { DirectoryDepartment, DirectoryPerson } from "../../../domain/context";
import { readDirectory } from "../../../domain/people/readDirectory";
import { syncPeople } from "../../../domain/people/syncPeople";
import { transact } from "../../../domain/transact";
import { Employee } from "../../../entities";
import type { World } from "../../world";

/** A person as a directory with few rights gives them: an id and a department. */
export const listed = (userId: string, overrides: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  userId,
  name: null,
  departmentWecomIds: [1],
  mainDepartmentWecomId: null,
  position: null,
  managerUserId: null,
  isActive: true,
  ...overrides,
});

export const department = (wecomId: number, overrides: Partial<DirectoryDepartment> = {}): DirectoryDepartment => ({
  wecomId,
  name: `部门名${wecomId}`,
  parentWecomId: wecomId === 1 ? null : 1,
  leaderUserIds: [],
  ...overrides,
});

/** A full sync of what the world's directory says. */
export async function sync(world: World, options = {}) {
  const snapshot = await readDirectory(world.directory);
  return transact(world.app, null, (work) => syncPeople(work, snapshot, options));
}

export const byUserId = (world: World, wecomUserId: string) => world.db.read.findOneBy(Employee, { wecomUserId });
