import type { Employee } from "../../entities";
import type { DirectoryPerson } from "../context";
import { shorten } from "./shorten";

/** Ids of ours for those of the directory. */
export interface DirectoryIds {
  departmentOf(wecomId: number): string | undefined;
  positionOf(name: string): string | undefined;
  personOf(userId: string): string | undefined;
}

/** The columns of a person that the directory decides about. */
export type DirectoryColumns = Pick<
  Employee,
  "name" | "departmentId" | "positionId" | "managerId" | "status" | "leftAt"
>;

export const directoryColumns = [
  "name",
  "departmentId",
  "positionId",
  "managerId",
  "status",
  "leftAt",
] as const satisfies readonly (keyof DirectoryColumns)[];

/**
 * A person as they are after the directory spoke. What it does not say (an app with few rights gets ids alone) stays as
 * HR imported it. A person who is disabled there loses access and keeps the binding; enabled again they are back.
 */
export function mergePerson(
  stored: DirectoryColumns | undefined,
  given: DirectoryPerson,
  ids: DirectoryIds,
  now: Date,
): DirectoryColumns {
  const departments = [given.mainDepartmentWecomId, ...given.departmentWecomIds]
    .map((wecomId) => (wecomId === null ? undefined : ids.departmentOf(wecomId)))
    .find((id) => id !== undefined);
  const position = positionName(given);
  const manager = given.managerUserId === null ? undefined : ids.personOf(given.managerUserId);
  return {
    name: shorten(given.name, 64) ?? stored?.name ?? null,
    departmentId: departments ?? stored?.departmentId ?? null,
    positionId: (position && ids.positionOf(position)) ?? stored?.positionId ?? null,
    managerId: manager ?? stored?.managerId ?? null,
    status: given.isActive ? "active" : "left",
    leftAt: given.isActive ? null : (stored?.leftAt ?? now),
  };
}

/** The name of the position as it is stored; null where the directory says none. */
export const positionName = (given: DirectoryPerson): string | null => shorten(given.position, 64);
