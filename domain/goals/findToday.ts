import type { Employee } from "../../entities";
import { businessDayOf, type Day } from "../calendar";
import { owesReport } from "../checkIns/owesReport";
import type { Work } from "../context";
import { findSchedules } from "../people/findSchedules";
import { findLatestRecognitions, type RecognitionView } from "../recognition/findRecognitions";
import { type Schedule, worksOn } from "../shift";
import { type Figures, figuresOf } from "./figuresOf";
import { type DueGoal, findDue } from "./findDue";
import { furthestBehind } from "./furthestBehind";
import { type DayValues, findKeyResultDays, type KeyResultRow } from "./KeyResultRow";

/** One key result as it stands on a day. Values are scaled by 10,000. */
export interface TodayKeyResult extends Figures {
  row: KeyResultRow;
  /** What the day, and the day before, added to a sum; for a level the value itself. */
  todayValue: number | null;
  yesterdayValue: number | null;
  isReportedToday: boolean;
}

export interface DayFacts {
  day: Day;
  isWorkDay: boolean;
  keyResults: TodayKeyResult[];
  /** The one furthest behind its pace; undefined when nothing is open. */
  focus: TodayKeyResult | undefined;
}

/** What waits for the person on a day: the most urgent first. */
export type Due = DueGoal | { kind: "report"; goalId: string; keyResultId: string; title: string };

export interface Today extends DayFacts {
  /** At most 20; `dueCount` counts all. */
  due: Due[];
  dueCount: number;
  waitingApprovals: number;
  /** Somebody answers to them. */
  isManager: boolean;
  /** The latest of the company, one's own first. */
  recognitions: RecognitionView[];
}

const mostDue = 20;

/** What a person needs to know today, in a fixed number of statements however many goals they have. */
export async function findToday(
  { db, now, company }: Pick<Work, "db" | "now" | "company">,
  person: Pick<Employee, "id" | "shift">,
): Promise<Today> {
  const day = businessDayOf(now, company.zone);
  const facts = (await findDayFacts({ db, company }, [person], day, "now")).get(person.id)!;
  const { due, count, ...rest } = await findDue({ db }, person.id, day, mostDue);
  const reports = reportsOwed(facts);
  return {
    ...facts,
    ...rest,
    due: [...due, ...reports].slice(0, mostDue),
    dueCount: count + reports.length,
    recognitions: await findLatestRecognitions(db, person.id),
  };
}

/** The same that the evening reminder speaks of. */
function reportsOwed({ day, isWorkDay, keyResults }: DayFacts): Due[] {
  if (!isWorkDay) return [];
  return keyResults
    .filter(({ row }) => owesReport(row, day))
    .map(({ row }) => ({ kind: "report", goalId: row.objectiveId, keyResultId: row.id, title: row.title }));
}

/**
 * The day of many people at once, in a fixed number of statements. As of `now`, or as of the `morning`: with the
 * values at the end of yesterday, whatever was reported since.
 */
export async function findDayFacts(
  reader: Pick<Work, "db" | "company">,
  people: readonly { id: string; shift: string }[],
  day: Day,
  asOf: "now" | "morning",
): Promise<Map<string, DayFacts>> {
  if (people.length === 0) return new Map();
  const ids = people.map(({ id }) => id);
  const rows = await findKeyResultDays(reader, day, `o.ownerId IN (${ids.map(() => "?").join(",")})`, ids);
  const schedules = await findSchedules(reader.db, people, day);
  const byOwner = new Map<string, TodayKeyResult[]>(ids.map((id) => [id, []]));
  for (const row of rows) {
    const schedule = schedules.get(row.ownerId)!;
    byOwner.get(row.ownerId)?.push(describe(row, day, schedule, asOf));
  }
  return new Map(
    ids.map((id) => {
      const keyResults = byOwner.get(id) ?? [];
      const isWorkDay = worksOn(schedules.get(id)!, day);
      return [id, { day, isWorkDay, keyResults, focus: furthestBehind(keyResults) }];
    }),
  );
}

function describe(
  row: KeyResultRow & DayValues,
  today: Day,
  schedule: Schedule,
  asOf: "now" | "morning",
): TodayKeyResult {
  const isNow = asOf === "now";
  const { yesterday, dayBefore } = row;
  const isReportedToday = isNow && row.reportedOn === today;
  const value = isNow ? row.current : yesterday;
  const isSum = row.accumulation === "sum";
  return {
    row,
    ...figuresOf(row, { today, value, isTodayIn: isReportedToday, schedule }),
    isReportedToday,
    todayValue: isSum ? addedBetween(yesterday, value) : value,
    yesterdayValue: isSum ? addedBetween(dayBefore, yesterday) : yesterday,
  };
}

/** What one day added to a sum. */
const addedBetween = (before: number | null, after: number | null): number => (after ?? 0) - (before ?? 0);
