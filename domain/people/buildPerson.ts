import type { Employee } from "../../entities";
import type { DirectoryColumns } from "./mergePerson";
import { spreadMinuteOf } from "./spreadMinuteOf";

/** The row of a person who is new to us. */
export function buildPerson(id: string, wecomUserId: string, columns: DirectoryColumns, now: Date): Partial<Employee> {
  return {
    id,
    wecomUserId,
    reportsToId: null,
    shift: "",
    nudgeTime: null,
    eveningTime: null,
    isMorningMuted: false,
    isEveningMuted: false,
    isAlertMuted: false,
    spreadMinute: spreadMinuteOf(id),
    joinedOn: null,
    createdAt: now,
    ...columns,
  };
}
