import type { EntityManager } from "typeorm";
import { Award, type Employee } from "../../entities";
import { hydrateRow } from "../../entities/hydrateRow";
import { businessDayOf, type Day } from "../calendar";
import type { Work } from "../context";
import { findSchedules } from "../people/findSchedules";
import { type Schedule, worksOn } from "../shift";
import { type Figures, figuresOf } from "./figuresOf";
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

export interface Today extends DayFacts {
  waitingApprovals: number;
  latestAward: Award | null;
}

/** What a person needs to know today, in a fixed number of statements however many goals they have. */
export async function findToday(
  { db, now, company }: Pick<Work, "db" | "now" | "company">,
  person: Pick<Employee, "id" | "shift">,
): Promise<Today> {
  const facts = await findDayFacts({ db, company }, [person], businessDayOf(now, company.zone), "now");
  return { ...facts.get(person.id)!, ...(await findNews(db, person.id)) };
}

/** What waits for a person, and what was last given to them, in one statement. */
async function findNews(
  db: EntityManager,
  employeeId: string,
): Promise<Pick<Today, "waitingApprovals" | "latestAward">> {
  const [row] = await db.query(
    `SELECT news.waiting, w.*
       FROM (SELECT COUNT(*) AS waiting FROM approvals WHERE approverId = ? AND decision IS NULL) news
       LEFT JOIN awards w ON w.id =
         (SELECT id FROM awards WHERE employeeId = ? AND revokedAt IS NULL ORDER BY awardedAt DESC, id DESC LIMIT 1)`,
    [employeeId, employeeId],
  );
  const latestAward = row.id === null ? null : hydrateRow<Award>(db.dataSource.getMetadata(Award), row);
  return { waitingApprovals: Number(row.waiting), latestAward };
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
