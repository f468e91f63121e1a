import { type EntityManager, In, LessThanOrEqual, MoreThanOrEqual } from "typeorm";
import { CalendarDay, Leave } from "../../entities";
import { addDays, type Day, type DayOverrides } from "../calendar";
import { officeShift, parseShift, type Schedule } from "../shift";

/** The operator's word on single days, around a day. */
export async function findDayOverrides(db: EntityManager): Promise<DayOverrides> {
  const days = await db.find(CalendarDay);
  return new Map(days.map(({ day, kind }) => [day, kind]));
}

/** When people work: their shifts, the calendar, and leave that is not over. Two statements for any number of people. */
export async function findSchedules(
  db: EntityManager,
  people: readonly { id: string; shift: string }[],
  today: Day,
): Promise<Map<string, Schedule>> {
  const overrides = await findDayOverrides(db);
  const leaves = await db.findBy(Leave, {
    employeeId: In(people.map(({ id }) => id)),
    endsOn: MoreThanOrEqual(addDays(today, -1)),
    startsOn: LessThanOrEqual(addDays(today, 366)),
  });
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
