import type { Employee } from "../../entities";
import type { DirectoryPerson } from "../context";
import { newId } from "../newId";
import { buildPerson } from "./buildPerson";
import { type DirectoryColumns, type DirectoryIds, directoryColumns, mergePerson } from "./mergePerson";

export interface PeoplePlan {
  inserts: Partial<Employee>[];
  updates: ({ id: string } & DirectoryColumns)[];
  /** Gone from the directory: their binding ends for good. */
  gone: Employee[];
  /** Disabled in the directory: no access, but the same person once enabled again. */
  disabled: Employee[];
}

/** Our ids for everybody the directory names; new people get one. */
export function personIds(
  stored: readonly Employee[],
  given: readonly DirectoryPerson[],
  now: Date,
): Map<string, string> {
  const ids = new Map(stored.map(({ wecomUserId, id }) => [wecomUserId!, id]));
  for (const { userId, isActive } of given) if (isActive && !ids.has(userId)) ids.set(userId, newId(now));
  return ids;
}

/** What is to change so that the people bound to the directory (`stored`) are those it lists. */
export function planPeople(
  stored: readonly Employee[],
  given: readonly DirectoryPerson[],
  ids: DirectoryIds,
  now: Date,
): PeoplePlan {
  const plan: PeoplePlan = { inserts: [], updates: [], gone: [], disabled: [] };
  const listed = new Map(given.map((person) => [person.userId, person]));
  const known = new Map(stored.map((person) => [person.wecomUserId, person]));
  for (const person of listed.values()) {
    const before = known.get(person.userId);
    const after = mergePerson(before, person, ids, now);
    if (before) compare(plan, before, after);
    // Somebody disabled whom we never knew is nobody yet.
    else if (person.isActive) plan.inserts.push(buildPerson(ids.personOf(person.userId)!, person.userId, after, now));
  }
  plan.gone = stored.filter(({ wecomUserId }) => !listed.has(wecomUserId!));
  return plan;
}

function compare(plan: PeoplePlan, before: Employee, after: DirectoryColumns) {
  if (before.isActive && after.status === "left") plan.disabled.push(before);
  const isSame = directoryColumns.every((column) => String(before[column]) === String(after[column]));
  if (!isSame) plan.updates.push({ id: before.id, ...after });
}

/** How many people would lose access by this plan. */
export const leaving = ({ gone, disabled }: PeoplePlan) =>
  gone.filter(({ isActive }) => isActive).length + disabled.length;
