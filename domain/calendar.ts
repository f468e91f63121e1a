import { isWorkday } from "chinese-days";

/** Business days are strings 'YYYY-MM-DD': the day it is in the company's zone. Instants are Dates. */
export type Day = string;

const dayMs = 86_400_000;
const startsAt = (day: Day) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));

const formatters = new Map<string, Intl.DateTimeFormat>();

// Building a formatter costs a thousand times more than using one.
function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

function partsIn(instant: Date, zone: string) {
  const parts = formatterOf(zone).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    day: `${of("year")}-${of("month")}-${of("day")}`,
    time: `${of("hour")}:${of("minute")}`,
    second: of("second"),
  };
}

/** The business day an instant falls on. */
export const businessDayOf = (instant: Date, zone: string): Day => partsIn(instant, zone).day;

/** 'HH:mm' on the wall clock of the zone. */
export const timeOfDay = (instant: Date, zone: string): string => partsIn(instant, zone).time;

/** The instant a wall clock shows `day` and `time` ('HH:mm'). */
export function instantAt(day: Day, time: string, zone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  // The offset at the guess leads to the instant; a second round settles a change of offset in between.
  for (let round = 0; round < 2; round++) {
    const { day: shown, time: clock, second } = partsIn(new Date(guess), zone);
    guess += wanted - Date.parse(`${shown}T${clock}:${second}Z`);
  }
  return new Date(guess);
}

export const startOfBusinessDay = (day: Day, zone: string): Date => instantAt(day, "00:00", zone);

export const addDays = (day: Day, days: number): Day =>
  new Date(startsAt(day) + days * dayMs).toISOString().slice(0, 10);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (startsAt(to) - startsAt(from)) / dayMs;

/** 1 Monday … 7 Sunday */
export const isoWeekday = (day: Day): number => new Date(startsAt(day)).getUTCDay() || 7;

export function eachDay(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

/** Whether a text is a day that exists: SQLite would store 2026-02-31. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;

/** Whether a text is a month 'YYYY-MM'. */
export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

const lastDayOfMonth = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0, 12)).toISOString().slice(0, 10);
const monthText = (month: number) => String(month).padStart(2, "0");

/** First and last day of the cycle a day falls in. */
export function cycleBounds(
  kind: "year" | "half" | "quarter" | "month" | "week",
  day: Day,
): { startsOn: Day; endsOn: Day } {
  if (kind === "week") {
    const startsOn = addDays(day, 1 - isoWeekday(day));
    return { startsOn, endsOn: addDays(startsOn, 6) };
  }
  const [year = 0, month = 1] = day.split("-").map(Number);
  const length = { year: 12, half: 6, quarter: 3, month: 1 }[kind];
  const first = Math.floor((month - 1) / length) * length + 1;
  return { startsOn: `${year}-${monthText(first)}-01`, endsOn: lastDayOfMonth(year, first + length - 1) };
}

/** Years whose holidays chinese-days 1.5 knows; later ones are published by the State Council each November. */
const firstPublishedYear = 2004;
const lastPublishedYear = 2026;

/** Whether the official holiday calendar of the year is known. If not, weekdays are work days unless overridden. */
export const isCalendarPublished = (year: number): boolean => year >= firstPublishedYear && year <= lastPublishedYear;

/** The operator's word on single days; wins over the published calendar. */
export type DayOverrides = ReadonlyMap<Day, "work" | "rest">;

/** Whether offices work: the Chinese calendar with its adjusted weekends. */
export function isWorkDay(day: Day, overrides: DayOverrides = new Map()): boolean {
  const override = overrides.get(day);
  if (override) return override === "work";
  return isCalendarPublished(Number(day.slice(0, 4))) ? isWorkday(day) : isoWeekday(day) < 6;
}

/** Work days of a year up to each of its days; a year is counted when it is first asked for, and never changes. */
const years = new Map<number, Uint16Array>();

function countedYear(year: number): Uint16Array {
  const known = years.get(year);
  if (known) return known;
  const days = eachDay(`${year}-01-01`, `${year}-12-31`);
  const counts = new Uint16Array(days.length + 1);
  for (const [index, day] of days.entries()) counts[index + 1] = counts[index]! + (isWorkDay(day) ? 1 : 0);
  years.set(year, counts);
  return counts;
}

/** Work days of its year up to `day`, which is counted too. */
const countedThrough = (day: Day): number => {
  const year = day.slice(0, 4);
  return countedYear(Number(year))[daysBetween(`${year}-01-01`, day) + 1]!;
};

/** Work days of offices from `from` to `to`, both included, without walking through them. */
export function countWorkDays(from: Day, to: Day, overrides: DayOverrides = new Map()): number {
  if (from > to) return 0;
  let count = countedThrough(to) - countedThrough(from) + Number(isWorkDay(from));
  for (let year = Number(from.slice(0, 4)); year < Number(to.slice(0, 4)); year++) count += countedYear(year).at(-1)!;
  for (const [day, kind] of overrides)
    if (from <= day && day <= to) count += Number(kind === "work") - Number(isWorkDay(day));
  return count;
}
