import type { AwardRule, KeyResultKind } from "../../entities";
import { instantOf, sqlInstant } from "../../entities/sqlInstant";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { formatAmount } from "../goals/formatAmount";
import { undoMinutes } from "../goals/undoWindow";
import { belowDepartment } from "../people/belowDepartment";
import type { Candidate, Span } from "./Candidate";

type Reading = Pick<Work, "db" | "now" | "company">;
type Rule = Pick<AwardRule, "parameters" | "departmentId" | "amountFen">;

interface Row {
  keyResultId: string;
  title: string;
  kind: KeyResultKind;
  unit: string;
  target: number | string;
  reachedAt: Date | string;
  ownerId: string;
  departmentId: string | null;
  isRestricted: number;
  checkInId: string;
  /** Of the report of others that confirms it; null without one. */
  source: string | null;
  reportedById: string | null;
  recordedAt: Date | string | null;
}

/** Reached key results with the report that reached them, and the one of others that confirms it, as they are folded. */
const reachedRows = `SELECT k.id AS keyResultId, k.title, k.kind, k.unit, k.target, k.reachedAt, o.ownerId, e.departmentId,
    o.isRestricted, k.reachedById AS checkInId, c.source, c.reportedById, c.recordedAt
  FROM key_results k JOIN objectives o ON o.id = k.objectiveId JOIN employees e ON e.id = o.ownerId
  LEFT JOIN check_ins c ON c.id = k.confirmedById`;

/** Key results people reached, of all people in one statement. */
export async function findReachedFacts(work: Reading, rule: Rule, { since }: Span): Promise<Candidate[]> {
  const { departmentId, parameters } = rule;
  const rows: Row[] = await work.db.query(
    `${departmentId ? belowDepartment : ""} ${reachedRows} ${departmentId ? "JOIN tree ON tree.id = e.departmentId" : ""}
      WHERE k.reachedAt >= ? AND k.reachedAt <= ? AND e.status = 'active'
        AND o.status IN ('active', 'closing', 'scored', 'archived') ${parameters.metricId ? "AND k.metricId = ?" : ""}`,
    [
      ...(departmentId ? [departmentId] : []),
      sqlInstant(since),
      sqlInstant(work.now),
      ...(parameters.metricId ? [parameters.metricId] : []),
    ],
  );
  return rows
    .filter((row) => rule.amountFen === 0 || !isTrusted(row, row.ownerId) || hasStood(work, [row]))
    .map((row) => ({
      fact: `reached:${row.keyResultId}`,
      employeeId: row.ownerId,
      departmentId: row.departmentId,
      day: businessDayOf(instantOf(row.reachedAt), work.company.zone),
      isTrusted: isTrusted(row, row.ownerId),
      isPublic: Number(row.isRestricted) === 0,
      keyResultId: row.keyResultId,
      checkInId: row.checkInId,
      figure: figureOf(row),
    }));
}

/** Nobody can take it back any more by what it takes to undo a slip. */
export const isSettled = ({ now }: Pick<Work, "now">, at: Date) => now.getTime() - at.getTime() > undoMinutes * 60_000;

/** What confirms them has stood for long enough. */
const hasStood = (work: Pick<Work, "now">, rows: readonly Row[]) =>
  rows.every(({ recordedAt }) => recordedAt !== null && isSettled(work, instantOf(recordedAt)));

/** Confirmed by an import, or by somebody other than the owner and this person. */
const isTrusted = ({ source, reportedById, ownerId }: Row, employeeId: string) =>
  source === "import" || (source !== null && reportedById !== ownerId && reportedById !== employeeId);

/** Of a restricted goal nothing is said. */
function figureOf({ isRestricted, title, kind, target, unit }: Row): string | null {
  if (Number(isRestricted) !== 0) return null;
  const figure = kind === "binary" ? "已完成" : formatAmount(Number(target), unit);
  return `${title.slice(0, 80 - figure.length - 1)} ${figure}`;
}

/** A goal all of whose key results are reached: for its owner, and the owners of the goals that serve it. */
export async function findCampaignFacts(work: Reading, rule: Rule, { since }: Span): Promise<Candidate[]> {
  const { objectiveId = "" } = rule.parameters;
  const rows: Row[] = await work.db.query(`${reachedRows} WHERE k.objectiveId = ? AND k.reachedAt IS NOT NULL`, [
    objectiveId,
  ]);
  const [{ total } = { total: 0 }]: { total: number }[] = await work.db.query(
    "SELECT COUNT(*) AS total FROM key_results WHERE objectiveId = ?",
    [objectiveId],
  );
  if (rows.length === 0 || rows.length < Number(total)) return [];
  const reachedAt = latest(rows.map((row) => row.reachedAt));
  if (reachedAt < since || reachedAt > work.now) return [];
  const isOver = hasStood(work, rows);
  const day = businessDayOf(reachedAt, work.company.zone);
  const people = await findContributors(work, rule);
  return people.flatMap(({ id, departmentId }): Candidate[] => {
    const trusted = rows.every((row) => isTrusted(row, id));
    if (rule.amountFen > 0 && trusted && !isOver) return [];
    const isPublic = rows.every(({ isRestricted }) => Number(isRestricted) === 0);
    const common = { keyResultId: null, checkInId: null, figure: null };
    return [
      {
        fact: `campaign:${objectiveId}:${id}`,
        employeeId: id,
        departmentId,
        day,
        isTrusted: trusted,
        isPublic,
        ...common,
      },
    ];
  });
}

const latest = (instants: readonly (Date | string)[]) =>
  new Date(Math.max(...instants.map((one) => instantOf(one).getTime())));

function findContributors({ db }: Reading, { departmentId, parameters: { objectiveId = "" } }: Rule) {
  const inTree = departmentId ? "JOIN tree ON tree.id = e.departmentId" : "";
  return db.query<{ id: string; departmentId: string | null }[]>(
    `${departmentId ? belowDepartment : ""} SELECT DISTINCT e.id, e.departmentId FROM objectives o
       JOIN employees e ON e.id = o.ownerId AND e.status = 'active' ${inTree}
      WHERE o.id = ? OR (o.id IN (SELECT a.objectiveId FROM alignments a WHERE a.parentObjectiveId = ?)
        AND o.status IN ('active', 'closing', 'scored', 'archived')) ORDER BY e.id`,
    [...(departmentId ? [departmentId] : []), objectiveId, objectiveId],
  );
}

/** Ideas that were accepted by somebody else, once the acceptance can no longer be undone. */
export async function findIdeaFacts(work: Reading, { departmentId }: Rule, { since }: Span): Promise<Candidate[]> {
  const until = new Date(work.now.getTime() - undoMinutes * 60_000);
  const rows: { id: string; authorId: string; departmentId: string | null; decidedAt: Date | string }[] =
    await work.db.query(
      `${departmentId ? belowDepartment : ""} SELECT i.id, i.authorId, e.departmentId, i.decidedAt FROM ideas i
         JOIN employees e ON e.id = i.authorId AND e.status = 'active'
         ${departmentId ? "JOIN tree ON tree.id = e.departmentId" : ""}
        WHERE i.state = 'accepted' AND i.decidedAt >= ? AND i.decidedAt < ? AND i.decidedById <> i.authorId`,
      [...(departmentId ? [departmentId] : []), sqlInstant(since), sqlInstant(until)],
    );
  return rows.map((row) => ({
    fact: `idea:${row.id}`,
    employeeId: row.authorId,
    departmentId: row.departmentId,
    day: businessDayOf(instantOf(row.decidedAt), work.company.zone),
    isTrusted: true,
    isPublic: true,
    keyResultId: null,
    checkInId: null,
    figure: null,
  }));
}
