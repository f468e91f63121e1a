import { addDays, type Day, daysBetween } from "../calendar";
import { type Schedule, workDaysBetween, worksOn } from "../shift";
import { attainment } from "./attainment";
import type { KeyResultRow } from "./KeyResultRow";
import { type Need, needPerDay } from "./needPerDay";
import { pace } from "./pace";
import { Ratio } from "./Ratio";
import { type KeyResultStatus, statusOf, thresholds } from "./statusOf";

/** What is shown of a key result. Values are scaled by 10,000. */
export interface Figures {
  value: number | null;
  /** Undefined without a value. */
  attainment: Ratio | undefined;
  pace: Ratio;
  /** attainment − pace; a missing value counts as nothing reached. */
  gap: Ratio;
  status: KeyResultStatus;
  need: Need;
}

interface Moment {
  today: Day;
  /** The value to judge: the current one, or the one of an earlier day. */
  value: number | null;
  /** Today's report is in, so today no longer counts as a day left. */
  isTodayIn: boolean;
  schedule: Schedule;
}

/** Works out attainment, pace, status and need of one key result (domain.md §3). */
export function figuresOf(row: KeyResultRow, { today, value, isTodayIn, schedule }: Moment): Figures {
  const reached = attainmentOf(row, value);
  const expected = paceOf(row, today, schedule);
  const isReached = reached !== undefined && !reached.isBelow(Ratio.one);
  return {
    value,
    attainment: reached,
    pace: expected,
    gap: (reached ?? Ratio.zero).minus(expected),
    status: statusOf({ attainment: reached, pace: expected, isReached, isSilent: isSilent(row, today, schedule) }),
    need: needPerDay({ ...row, current: value, workDaysLeft: workDaysLeft(row, today, isTodayIn, schedule) }),
  };
}

/** How far a value is; undefined without one. */
export const attainmentOf = (row: KeyResultRow, value: number | null): Ratio | undefined =>
  attainment(row.kind === "binary" ? { kind: "binary" } : { ...row, kind: row.kind }, value);

/** How far it should be when a day is over; `figuresOf` tells where it should be as the day begins. */
export const paceAtEndOf = (row: KeyResultRow, day: Day, schedule: Schedule): Ratio =>
  paceOf(row, row.kind === "binary" ? day : addDays(day, 1), schedule);

function paceOf(row: KeyResultRow, today: Day, schedule: Schedule): Ratio {
  if (row.kind === "binary") return pace({ kind: "binary", isDue: today >= (row.dueOn ?? row.endsOn) });
  const { kind, startsOn, endsOn, accrues } = row;
  if (accrues === "every-day")
    return pace({ kind, elapsedDays: daysBetween(startsOn, today), totalDays: daysBetween(startsOn, endsOn) + 1 });
  return pace({
    kind,
    elapsedDays: workDaysBetween(schedule, startsOn, addDays(today, -1)),
    totalDays: workDaysBetween(schedule, startsOn, endsOn),
  });
}

function workDaysLeft(row: KeyResultRow, today: Day, isTodayIn: boolean, schedule: Schedule): number {
  const lastDay = row.dueOn ?? row.endsOn;
  return workDaysBetween(schedule, isTodayIn ? addDays(today, 1) : today, lastDay);
}

/** No report within cadence and grace; figures that are imported are expected daily, people's own weekly. */
function isSilent(row: KeyResultRow, today: Day, schedule: Schedule): boolean {
  const since = row.reportedOn ?? (row.activeOn > row.startsOn ? row.activeOn : row.startsOn);
  const cadence = row.metricId ? thresholds.dailyCadenceDays : thresholds.weeklyCadenceDays;
  let last = addDays(since, cadence);
  if (last >= today) return false;
  for (let grace = thresholds.graceWorkDays; grace > 0 && last < today; ) {
    last = addDays(last, 1);
    if (worksOn(schedule, last)) grace--;
  }
  return last < today;
}
