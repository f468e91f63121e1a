import type { Department } from "../../entities";
import type { DirectoryDepartment } from "../context";
import { newId } from "../newId";
import { shorten } from "./shorten";

export const departmentColumns = ["wecomId", "name", "parentId", "headId", "archivedAt"] as const;

export interface DepartmentPlan {
  inserts: Department[];
  updates: Department[];
  /** Ours for the directory's number. */
  ids: Map<number, string>;
  archived: number;
}

/** Ids of departments after a sync: those known, and new ones for the rest. */
export function departmentIds(
  stored: readonly Department[],
  given: readonly DirectoryDepartment[],
  now: Date,
): Map<number, string> {
  const ids = new Map(stored.flatMap(({ wecomId, id }) => (wecomId === null ? [] : [[wecomId, id] as const])));
  for (const { wecomId } of given) if (!ids.has(wecomId)) ids.set(wecomId, newId(now));
  return ids;
}

/** What a department is called when the app has no right to its name. */
export const stubName = (wecomId: number) => `部门${wecomId}`;

/** What is to change so that the stored departments are the given ones. `headOf` answers our id of an active person. */
export function planDepartments(
  stored: readonly Department[],
  given: readonly DirectoryDepartment[],
  ids: Map<number, string>,
  headOf: (userId: string) => string | undefined,
  now: Date,
): DepartmentPlan {
  const byNumber = new Map(stored.map((department) => [department.wecomId, department]));
  const inserts: Department[] = [];
  const updates: Department[] = [];
  for (const one of given) {
    const before = byNumber.get(one.wecomId);
    const after = merge(before, one, ids, headOf);
    if (!before) inserts.push(after);
    else if (departmentColumns.some((column) => before[column] !== after[column])) updates.push(after);
  }
  const gone = findGone(stored, given);
  for (const department of gone) updates.push({ ...department, wecomId: null, headId: null, archivedAt: now });
  return { inserts, updates, ids, archived: gone.length };
}

// An empty list is a lack of rights, not a company without departments.
function findGone(stored: readonly Department[], given: readonly DirectoryDepartment[]): Department[] {
  if (given.length === 0) return [];
  const kept = new Set(given.map(({ wecomId }) => wecomId));
  return stored.filter(({ wecomId }) => wecomId !== null && !kept.has(wecomId));
}

function merge(
  before: Department | undefined,
  given: DirectoryDepartment,
  ids: Map<number, string>,
  headOf: (userId: string) => string | undefined,
): Department {
  const parent = given.parentWecomId;
  return {
    id: ids.get(given.wecomId)!,
    wecomId: given.wecomId,
    name: shorten(given.name, 64) ?? before?.name ?? stubName(given.wecomId),
    parentId: parent === null || parent === given.wecomId ? null : (ids.get(parent) ?? null),
    headId: given.leaderUserIds.map(headOf).find((id) => id !== undefined) ?? null,
    chatId: before?.chatId ?? null,
    roomId: before?.roomId ?? null,
    archivedAt: null,
  };
}
