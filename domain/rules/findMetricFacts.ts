import type { EntityManager } from "typeorm";
import { type AwardRule, Metric } from "../../entities";
import { dayNumber } from "../../entities/database";
import { sqlInstant } from "../../entities/sqlInstant";
import { type Day, daysBetween } from "../calendar";
import type { Work } from "../context";
import { formatAmount } from "../goals/formatAmount";
import { undoMinutes } from "../goals/undoWindow";
import { belowDepartment } from "../people/belowDepartment";
import type { Candidate, Span } from "./Candidate";
import { type Question, questionOf } from "./metricQuestion";

type Rule = Pick<AwardRule, "kind" | "parameters" | "departmentId" | "amountFen">;
type Reading = Pick<Work, "db" | "now">;

interface Filter {
  sql: string;
  parameters: unknown[];
}

interface Row {
  employeeId: string;
  departmentId: string | null;
  day: Day;
  value: number | string;
}

/** Figures one statement reads: within a second or two, whatever the company's size. */
const figuresAtOnce = 100_000;

/**
 * Facts that are in people's imported figures: a statement for so many people as have a hundred thousand figures. Where
 * they give money all figures behind them have stood for as long as it takes to undo a slip.
 */
export async function findMetricFacts(work: Reading, rule: Rule, span: Span): Promise<Candidate[]> {
  const { db } = work;
  const metric = await db.findOneBy(Metric, { id: rule.parameters.metricId ?? "" });
  const question = metric && span.from <= span.to && questionOf(rule, metric, span);
  if (!question) return [];
  const daily = dailyOf(db, rule, metric);
  const settled = rule.amountFen > 0 ? settledOnly(work, metric, question) : everything;
  const rows: Row[] = [];
  for (const [first, last] of await findPages(db, daysBetween(question.knownFrom, span.to) + 1)) {
    const known = [first, last, question.knownFrom, span.to];
    rows.push(
      ...(await db.query<Row[]>(
        `${daily.sql} ${question.sql} SELECT f.employeeId, f.departmentId, f.day, f.value FROM facts f ${settled.sql}`,
        [...daily.parameters, ...known, ...question.parameters, ...settled.parameters],
      )),
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

const everything: Filter = { sql: "", parameters: [] };

function settledOnly({ db, now }: Reading, { id }: Metric, { reach, knownFrom }: Question): Filter {
  const since = sqlInstant(new Date(now.getTime() - undoMinutes * 60_000));
  return { sql: `WHERE NOT ${figuresBehind(db, reach, "?")}`, parameters: [id, knownFrom, since] };
}

/** Whether a figure came in behind a fact `f` of a person and day, from an instant on. */
export function figuresBehind(db: EntityManager, reach: number, instant: string): string {
  const nearest = `${dayNumber(db, "y.day")} >= ${dayNumber(db, "f.day")} - ${Math.trunc(reach)}`;
  return `EXISTS (SELECT 1 FROM metric_values y WHERE y.metricId = ? AND y.subjectKind = 'employee'
    AND y.subjectId = f.employeeId AND y.day BETWEEN ? AND f.day AND ${nearest} AND y.importedAt >= ${instant})`;
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
