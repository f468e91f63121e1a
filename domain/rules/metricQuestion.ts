import type { AwardRule, Metric } from "../../entities";
import { addDays, type Day, isoWeekday } from "../calendar";
import type { Span } from "./Candidate";

type Rule = Pick<AwardRule, "kind" | "parameters">;

/** A question over the days of all people: common tables, the last of them `facts`, over what is in `daily`. */
export interface Question {
  sql: string;
  parameters: unknown[];
  /** A fact rests on the figures of its day and so many days before. */
  reach: number;
  /** The first day it has to know. */
  knownFrom: Day;
}

/** What a rule asks of the days of a metric; undefined where no day of the span can answer. */
export function questionOf(rule: Rule, metric: Metric, span: Span): Question | undefined {
  const days = rule.parameters.days ?? 0;
  const isHigher = metric.direction === "higher";
  if (rule.kind === "recordDay") return recordQuestion(days, isHigher, span);
  if (rule.kind === "streak") return streakQuestion(rule, metric, span);
  return weekQuestion(rule, isHigher, span);
}

/** Better than every day of so many before, of which at least half are known. */
const recordQuestion = (days: number, isHigher: boolean, { from, to }: Span): Question => ({
  sql: `, ranked AS (SELECT daily.*, ${isHigher ? "MAX" : "MIN"}(value) OVER w AS best, COUNT(*) OVER w AS known FROM daily
      WINDOW w AS (PARTITION BY employeeId ORDER BY dayNo RANGE BETWEEN ${Math.trunc(days)} PRECEDING AND 1 PRECEDING)),
    facts AS (SELECT employeeId, departmentId, day, value FROM ranked
     WHERE day BETWEEN ? AND ? AND known >= ? AND value ${isHigher ? ">" : "<"} best)`,
  parameters: [from, to, Math.ceil(days / 2)],
  reach: days,
  knownFrom: addDays(from, -days),
});

/** So many days with a figure in a row, all at the level. Where every day counts a day without one breaks the row. */
function streakQuestion({ parameters }: Rule, { direction, accrues }: Metric, { from, to }: Span): Question {
  const days = Math.trunc(parameters.days ?? 1);
  const isEveryDay = accrues === "every-day";
  // Weekends and a long holiday lie between days of work.
  const reach = isEveryDay ? days : days * 2 + 14;
  return {
    sql: `, runs AS (SELECT daily.*, SUM(CASE WHEN value ${direction === "higher" ? ">=" : "<="} ? THEN 1 ELSE 0 END) OVER w AS met,
        MIN(dayNo) OVER w AS firstNo FROM daily
        WINDOW w AS (PARTITION BY employeeId ORDER BY dayNo ROWS BETWEEN ${days - 1} PRECEDING AND CURRENT ROW)),
      facts AS (SELECT employeeId, departmentId, day, value FROM runs
       WHERE day BETWEEN ? AND ? AND met = ? ${isEveryDay ? "AND dayNo - firstNo = ?" : ""})`,
    parameters: [parameters.leastScaled ?? 0, from, to, days, ...(isEveryDay ? [days - 1] : [])],
    reach,
    knownFrom: addDays(from, -reach),
  };
}

/** Weeks that are over in which every day with a figure was at the level: never an average of rates. */
function weekQuestion({ parameters }: Rule, isHigher: boolean, { from, to }: Span): Question | undefined {
  const weeks: [Day, Day][] = [];
  for (let sunday = addDays(from, 7 - isoWeekday(from)); sunday <= to; sunday = addDays(sunday, 7))
    weeks.push([addDays(sunday, -6), sunday]);
  if (weeks.length === 0) return undefined;
  const worst = isHigher ? "MIN(d.value)" : "MAX(d.value)";
  return {
    sql: `, weeks AS (${weeks.map(() => "SELECT ? AS monday, ? AS sunday").join(" UNION ALL ")}),
      facts AS (SELECT d.employeeId, MIN(d.departmentId) AS departmentId, w.sunday AS day, ${worst} AS value
        FROM daily d JOIN weeks w ON d.day BETWEEN w.monday AND w.sunday
       GROUP BY d.employeeId, w.sunday HAVING ${worst} ${isHigher ? ">=" : "<="} ? AND COUNT(*) >= ?)`,
    parameters: [...weeks.flat(), parameters.leastScaled ?? 0, parameters.days ?? 3],
    reach: 6,
    knownFrom: addDays(from, -6),
  };
}
