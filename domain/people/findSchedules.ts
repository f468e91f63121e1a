import type { EntityManager } from "typeorm";
import { CalendarDay } from "../../entities";
import { addDays, type Day, type DayOverrides } from "../calendar";
import { officeShift, parseShift, type Schedule } from "../shift";

/** The operator's word on single days, around a day. */
export async function findDayOverrides(db: EntityManager): Promise<DayOverrides> {
  const days = await db.find(CalendarDay);
  return new Map(days.map(({ day, kind }) => [day, kind]));
}

interface SpecialDays {
  /** Null for everybody. */
  employeeId: string | null;
  kind: "work" | "rest" | "leave";
  startsOn: Day;
  endsOn: Day;
}

/**
 * When people work: their shifts, the calendar, and leave that is not over. One statement for any number of people but
 * none.
 */
export async function findSchedules(
  db: EntityManager,
  people: readonly { id: string; shift: string }[],
  today: Day,
): Promise<Map<string, Schedule>> {
  if (people.length === 0) return new Map();
  const days: SpecialDays[] = await db.query(
    `SELECT NULL AS employeeId, kind, day AS startsOn, day AS endsOn FROM calendar_days
     UNION ALL
     SELECT employeeId, 'leave', startsOn, endsOn FROM leaves
      WHERE employeeId IN (${people.map(() => "?").join(",")}) AND endsOn >= ? AND startsOn <= ?`,
    [...people.map(({ id }) => id), addDays(today, -1), addDays(today, 366)],
  );
  const overrides: DayOverrides = new Map(
    days.flatMap(({ kind, startsOn }) => (kind === "leave" ? [] : [[startsOn, kind] as const])),
  );
  const leaves = days.filter(({ kind }) => kind === "leave");
  const away = new Set(leaves.map(({ employeeId }) => employeeId));
  // People with the same shift and no leave share one schedule, so that what follows from it is worked out once.
  const shared = new Map<string, Schedule>();
  const shareOf = (shift: string) => {
    // A shift that can no longer be read must not silence a person for good.
    const schedule = shared.get(shift) ?? { shift: parseShift(shift) ?? officeShift, overrides, leaves: [] };
    shared.set(shift, schedule);
    return schedule;
  };
  return new Map(
    people.map(({ id, shift }) => [
      id,
      away.has(id)
        ? { ...shareOf(shift), leaves: leaves.filter(({ employeeId }) => employeeId === id) }
        : shareOf(shift),
    ]),
  );
}
