import {
  addDays,
  countWorkDays,
  type Day,
  type DayOverrides,
  daysBetween,
  eachDay,
  instantAt,
  isoWeekday,
  isWorkDay,
} from "./calendar";

/** When somebody works. */
export interface Shift {
  /** 'HH:mm' */
  start: string;
  /** 'HH:mm'; earlier than `start` when it ends on the next day. */
  end: string;
  /** Weekdays off (1 Monday … 7 Sunday); null follows the Chinese calendar with its holidays. */
  restWeekdays: readonly number[] | null;
}

/** The company's hours for everybody without a shift of their own. */
export const officeShift: Shift = { start: "09:00", end: "18:00", restWeekdays: null };

const weekdayNames = "一二三四五六日";
const hours = String.raw`([01]?\d|2[0-3])[:：]([0-5]\d)`;
const pattern = new RegExp(String.raw`^${hours}\s*[-–~至到]\s*${hours}(?:\s+(.+))?$`);

/**
 * Reads working hours as people write them: `09:00-18:00`, `09:00-18:00 周一-周五`, `22:00-06:00 休周三周四`.
 * Empty is the company's shift; undefined when it cannot be read.
 */
export function parseShift(text: string): Shift | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return officeShift;
  const match = pattern.exec(trimmed);
  if (!match) return undefined;
  const [, startHour = "", startMinute, endHour = "", endMinute, days] = match;
  const start = `${startHour.padStart(2, "0")}:${startMinute}`;
  const end = `${endHour.padStart(2, "0")}:${endMinute}`;
  if (start === end) return undefined;
  if (days === undefined) return { start, end, restWeekdays: null };
  const restWeekdays = parseRestDays(days.trim());
  return restWeekdays && restWeekdays.length < 7 ? { start, end, restWeekdays } : undefined;
}

function parseRestDays(text: string): number[] | undefined {
  const listed = (names: string) =>
    [...names.replace(/[周、,，\s]/g, "").replaceAll("天", "日")].map((name) => weekdayNames.indexOf(name) + 1);
  const rest = /^休((?:周?[一二三四五六日天][、,，\s]*)+)$/.exec(text);
  if (rest) return [...new Set(listed(rest[1] ?? ""))].sort();
  const work = /^周([一二三四五六日天])\s*[-–~至到]\s*周?([一二三四五六日天])$/.exec(text);
  if (!work) return undefined;
  const [from = 0, to = 0] = listed(`${work[1]}${work[2]}`);
  const works = (weekday: number) => (from <= to ? weekday >= from && weekday <= to : weekday >= from || weekday <= to);
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) => !works(weekday));
}

/** What decides whether a person works on a day. */
export interface Schedule {
  shift: Shift;
  overrides: DayOverrides;
  /** Days away, both ends included. */
  leaves: readonly { startsOn: Day; endsOn: Day }[];
}

export const isOnLeave = ({ leaves }: Schedule, day: Day) =>
  leaves.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);

/** Whether the person works on the day: their shift or the calendar, less leave. */
export const worksOn = (schedule: Schedule, day: Day): boolean =>
  !isOnLeave(schedule, day) && shiftWorksOn(schedule.shift, day, schedule.overrides);

/** Whether the shift itself works on the day. */
export const shiftWorksOn = ({ restWeekdays }: Shift, day: Day, overrides: DayOverrides): boolean =>
  restWeekdays === null ? isWorkDay(day, overrides) : !restWeekdays.includes(isoWeekday(day));

/** Working days from `from` to `to`, both included. */
export function workDaysBetween({ shift, overrides, leaves }: Schedule, from: Day, to: Day): number {
  if (from > to) return 0;
  const { restWeekdays } = shift;
  const count = restWeekdays ? countWeekdays(from, to, restWeekdays) : countWorkDays(from, to, overrides);
  return count - [...daysAway(leaves, from, to)].filter((day) => shiftWorksOn(shift, day, overrides)).length;
}

/** Days from `from` to `to` that are not among these weekdays. */
function countWeekdays(from: Day, to: Day, restWeekdays: readonly number[]): number {
  const days = daysBetween(from, to) + 1;
  const first = isoWeekday(from);
  const inLastWeek = Array.from({ length: days % 7 }, (_, index) => ((first - 1 + index) % 7) + 1);
  const working = inLastWeek.filter((weekday) => !restWeekdays.includes(weekday)).length;
  return Math.floor(days / 7) * (7 - restWeekdays.length) + working;
}

/** Each day of leave within the span once, however the leaves overlap. */
const daysAway = (leaves: Schedule["leaves"], from: Day, to: Day): ReadonlySet<Day> =>
  new Set(
    leaves.flatMap(({ startsOn, endsOn }) => eachDay(startsOn > from ? startsOn : from, endsOn < to ? endsOn : to)),
  );

const quietFrom = "21:00";
const loudFrom = "08:30";
/** Shift workers can be told things from half an hour before their shift to three hours after it. */
const beforeShiftMinutes = 30;
const afterShiftMinutes = 180;
const minuteMs = 60_000;

/** The span in which a person may be sent things on a working day; it may end on the next day. */
export function loudSpan(shift: Shift, day: Day, zone: string): { from: Date; to: Date } {
  if (shift.start >= loudFrom && shift.start < shift.end && shift.end <= quietFrom)
    return { from: instantAt(day, loudFrom, zone), to: instantAt(day, quietFrom, zone) };
  const endDay = shift.end <= shift.start ? addDays(day, 1) : day;
  return {
    from: new Date(instantAt(day, shift.start, zone).getTime() - beforeShiftMinutes * minuteMs),
    to: new Date(instantAt(endDay, shift.end, zone).getTime() + afterShiftMinutes * minuteMs),
  };
}

/** How far ahead to look for a working day: longer than any holiday or usual leave. */
const searchDays = 40;

/**
 * The first instant from `instant` on at which the person may be sent something: itself outside quiet hours, else
 * the start of the next loud span. Rest days, leave and holidays are quiet.
 */
export function nextLoudInstant(schedule: Schedule, instant: Date, today: Day, zone: string): Date {
  // Yesterday's night shift may still be loud.
  for (let day = addDays(today, -1), step = 0; step < searchDays; day = addDays(day, 1), step++) {
    if (!worksOn(schedule, day)) continue;
    const { from, to } = loudSpan(schedule.shift, day, zone);
    if (instant < to) return instant > from ? instant : from;
  }
  return new Date(instant.getTime() + searchDays * 86_400_000);
}
