import type { EntityManager } from "typeorm";
import { type AwardRule, Metric } from "../../entities";
import { dayNumber } from "../../entities/database";
import { addDays, type Day, daysBetween, isoWeekday } from "../calendar";
import { formatAmount } from "../goals/formatAmount";
import { belowDepartment } from "../people/belowDepartment";
import type { Candidate, Span } from "./Candidate";

type Rule = Pick<AwardRule, "kind" | "parameters" | "departmentId">;

interface Row {
  employeeId: string;
  departmentId: string | null;
  day: Day;
  value: number | string;
}

/** A question over the days of all people: what to ask of `daily`, and the days it has to know for it. */
interface Question {
  sql: string;
  parameters: unknown[];
  knownFrom: Day;
}

/** Figures one statement reads: within a second or two, whatever the company's size. */
const figuresAtOnce = 100_000;

/** Facts that are in people's imported figures: a statement for so many people as have a hundred thousand figures. */
export async function findMetricFacts(db: EntityManager, rule: Rule, span: Span): Promise<Candidate[]> {
  const metric = await db.findOneBy(Metric, { id: rule.parameters.metricId ?? "" });
  if (!metric || span.from > span.to) return [];
  const question = questionOf(rule, metric, span);
  if (!question) return [];
  const daily = dailyOf(db, rule, metric);
  const rows: Row[] = [];
  for (const [first, last] of await findPages(db, daysBetween(question.knownFrom, span.to) + 1)) {
    const known = [first, last, question.knownFrom, span.to];
    rows.push(
      ...(await db.query<Row[]>(`${daily.sql} ${question.sql}`, [
        ...daily.parameters,
        ...known,
        ...question.parameters,
      ])),
    );
  }
  return rows.map(({ employeeId, departmentId, day, value }) => ({
    fact: `${nouns[rule.kind] ?? rule.kind}:${metric.id}:${employeeId}:${day}`,
    employeeId,
    departmentId,
    day,
    // Whoever brings the figures in is not whom they are about.
    isTrusted: true,
    isPublic: true,
    keyResultId: null,
    checkInId: null,
    figure: `${metric.name} ${formatAmount(Number(value), metric.unit)}`,
  }));
}

/** The first and the last person of each page. */
async function findPages(db: EntityManager, days: number): Promise<[string, string][]> {
  const rows: { id: string }[] = await db.query("SELECT id FROM employees WHERE status = 'active' ORDER BY id");
  const size = Math.max(1, Math.floor(figuresAtOnce / days));
  const pages: [string, string][] = [];
  for (let start = 0; start < rows.length; start += size)
    pages.push([rows[start]!.id, rows[Math.min(start + size, rows.length) - 1]!.id]);
  return pages;
}

const nouns: Partial<Record<Rule["kind"], string>> = { recordDay: "record", streak: "streak", firstTimeRight: "week" };

/** The figure of each person and day, as recordImported reads it: the newest version, sources of a sum added up. */
function dailyOf(db: EntityManager, { departmentId }: Rule, { id, accumulation }: Metric) {
  const same =
    "n.metricId = v.metricId AND n.subjectKind = v.subjectKind AND n.subjectId = v.subjectId AND n.day = v.day";
  const newer =
    accumulation === "sum"
      ? "n.source = v.source AND n.version > v.version"
      : "(n.importedAt > v.importedAt OR (n.importedAt = v.importedAt AND n.id > v.id))";
  return {
    sql: `${departmentId ? `${belowDepartment}, daily` : "WITH daily"} AS (
      SELECT v.subjectId AS employeeId, MIN(e.departmentId) AS departmentId, v.day AS day,
          ${dayNumber(db, "v.day")} AS dayNo, SUM(v.value) AS value
        FROM metric_values v JOIN employees e ON e.id = v.subjectId AND e.status = 'active'
        ${departmentId ? "JOIN tree ON tree.id = e.departmentId" : ""}
       WHERE v.metricId = ? AND v.subjectKind = 'employee' AND v.subjectId BETWEEN ? AND ? AND v.day BETWEEN ? AND ?
         AND NOT EXISTS (SELECT 1 FROM metric_values n WHERE ${same} AND ${newer})
       GROUP BY v.subjectId, v.day)`,
    parameters: departmentId ? [departmentId, id] : [id],
  };
}

function questionOf(rule: Rule, metric: Metric, span: Span): Question | undefined {
  const days = rule.parameters.days ?? 0;
  const isHigher = metric.direction === "higher";
  if (rule.kind === "recordDay") return recordQuestion(days, isHigher, span);
  if (rule.kind === "streak") return streakQuestion(rule, metric, span);
  return weekQuestion(rule, isHigher, span);
}

/** Better than every day of so many before, of which at least half are known. */
const recordQuestion = (days: number, isHigher: boolean, { from, to }: Span): Question => ({
  sql: `, ranked AS (SELECT daily.*, ${isHigher ? "MAX" : "MIN"}(value) OVER w AS best, COUNT(*) OVER w AS known FROM daily
      WINDOW w AS (PARTITION BY employeeId ORDER BY dayNo RANGE BETWEEN ${Math.trunc(days)} PRECEDING AND 1 PRECEDING))
    SELECT employeeId, departmentId, day, value FROM ranked
     WHERE day BETWEEN ? AND ? AND known >= ? AND value ${isHigher ? ">" : "<"} best`,
  parameters: [from, to, Math.ceil(days / 2)],
  knownFrom: addDays(from, -days),
});

/** So many days with a figure in a row, all at the level. Where every day counts a day without one breaks the row. */
function streakQuestion({ parameters }: Rule, { direction, accrues }: Metric, { from, to }: Span): Question {
  const days = Math.trunc(parameters.days ?? 1);
  const isEveryDay = accrues === "every-day";
  return {
    sql: `, runs AS (SELECT daily.*, SUM(CASE WHEN value ${direction === "higher" ? ">=" : "<="} ? THEN 1 ELSE 0 END) OVER w AS met,
        MIN(dayNo) OVER w AS firstNo FROM daily
        WINDOW w AS (PARTITION BY employeeId ORDER BY dayNo ROWS BETWEEN ${days - 1} PRECEDING AND CURRENT ROW))
      SELECT employeeId, departmentId, day, value FROM runs
       WHERE day BETWEEN ? AND ? AND met = ? ${isEveryDay ? "AND dayNo - firstNo = ?" : ""}`,
    parameters: [parameters.leastScaled ?? 0, from, to, days, ...(isEveryDay ? [days - 1] : [])],
    // Weekends and a long holiday lie between days of work.
    knownFrom: addDays(from, -(isEveryDay ? days : days * 2 + 14)),
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
    sql: `, weeks AS (${weeks.map(() => "SELECT ? AS monday, ? AS sunday").join(" UNION ALL ")})
      SELECT d.employeeId, MIN(d.departmentId) AS departmentId, w.sunday AS day, ${worst} AS value
        FROM daily d JOIN weeks w ON d.day BETWEEN w.monday AND w.sunday
       GROUP BY d.employeeId, w.sunday HAVING ${worst} ${isHigher ? ">=" : "<="} ? AND COUNT(*) >= ?`,
    parameters: [...weeks.flat(), parameters.leastScaled ?? 0, parameters.days ?? 3],
    knownFrom: addDays(from, -6),
  };
}
