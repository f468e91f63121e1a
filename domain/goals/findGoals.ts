import { type EntityManager, In, IsNull } from "typeorm";
import { Approval, Cycle, Employee, KeyResult, Metric, Objective, type ObjectiveStatus } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { findSchedules } from "../people/findSchedules";
import { figuresOf } from "./figuresOf";
import type { Goal } from "./Goal";
import type { GoalView } from "./GoalView";
import type { KeyResultRow } from "./KeyResultRow";
import { rollUp } from "./rollUp";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

export interface GoalFilter {
  ownerId?: string;
  ids?: readonly string[];
  statuses?: readonly ObjectiveStatus[];
  /** Key of the last goal of the page before. */
  after?: string;
  limit?: number;
}

const openStatuses: readonly ObjectiveStatus[] = ["draft", "submitted", "returned", "proposed", "active", "closing"];

/** The people below the actor, as a table expression for raw SQL. */
const belowActor = `WITH RECURSIVE below(id, level) AS (
  SELECT id, 1 FROM employees WHERE reportsToId = ?
  UNION ALL SELECT e.id, below.level + 1 FROM below JOIN employees e ON e.reportsToId = below.id WHERE below.level < 20)`;

/** Goals the actor may read, newest first, in a fixed number of statements. */
export async function findGoals(reader: Reader, filter: GoalFilter): Promise<GoalView[]> {
  const ids = await findReadableIds(reader, filter);
  return loadGoalViews(reader, ids);
}

/** One goal, or NotFound when there is none the actor may read. */
export async function findGoal(reader: Reader, id: string): Promise<GoalView> {
  const [view] = await findGoals(reader, { ids: [id], statuses: [] });
  if (!view) throw new NotFound("goal.notFound");
  return view;
}

/** The same rule as `goalPolicy.read`, as SQL; a test holds the two together. */
async function findReadableIds({ db, actor }: Reader, filter: GoalFilter): Promise<string[]> {
  const { ownerId, ids, statuses = openStatuses, after, limit = 100 } = filter;
  const conditions = [
    `(o.isRestricted = 0 OR o.ownerId = ? OR ? = 1 OR o.ownerId IN (SELECT id FROM below)
      OR EXISTS (SELECT 1 FROM approvals a WHERE a.objectiveId = o.id AND a.approverId = ? AND a.decision IS NULL))`,
  ];
  const parameters: unknown[] = [actor.id, actor.id, actor.roles.includes("hr") ? 1 : 0, actor.id];
  const add = (sql: string, ...values: unknown[]) => {
    conditions.push(sql);
    parameters.push(...values);
  };
  if (ownerId) add("o.ownerId = ?", ownerId);
  if (ids) add(`o.id IN (${ids.map(() => "?").join(",")})`, ...ids);
  if (statuses.length > 0) add(`o.status IN (${statuses.map(() => "?").join(",")})`, ...statuses);
  if (after) add("o.id < ?", after);
  const rows: { id: string }[] = await db.query(
    `${belowActor} SELECT o.id FROM objectives o WHERE ${conditions.join(" AND ")} ORDER BY o.id DESC LIMIT ?`,
    [...parameters, Math.min(limit, 500)],
  );
  return rows.map(({ id }) => id);
}

/** Goals with their figures, newest first, in a fixed number of statements. Who may read them is for the caller to know. */
export async function loadGoalViews(
  { db, now, company }: Omit<Reader, "actor">,
  ids: readonly string[],
): Promise<GoalView[]> {
  if (ids.length === 0) return [];
  const today = businessDayOf(now, company.zone);
  const objectives = await db.find(Objective, { where: { id: In(ids) }, order: { id: "DESC" } });
  const keyResults = await db.find(KeyResult, { where: { objectiveId: In(ids) }, order: { sequence: "ASC" } });
  const cycles = byId(await db.findBy(Cycle, { id: In(objectives.map(({ cycleId }) => cycleId)) }));
  const people = await db.findBy(Employee, { id: In(objectives.map(({ ownerId }) => ownerId)) });
  const owners = byId(people);
  const approvals = await db.findBy(Approval, { objectiveId: In(ids), decision: IsNull() });
  const accrual = await findAccrual(db, keyResults);
  const lines = await findLines(
    db,
    people.map(({ id }) => id),
  );
  const schedules = await findSchedules(db, people, today);
  return objectives.map((objective): GoalView => {
    const owner = owners.get(objective.ownerId)!;
    const cycle = cycles.get(objective.cycleId)!;
    const goal: Goal = {
      objective,
      owner,
      keyResults: keyResults.filter(({ objectiveId }) => objectiveId === objective.id),
      approval: approvals.find(({ objectiveId }) => objectiveId === objective.id) ?? null,
      lineAbove: lines.get(owner.id) ?? [],
    };
    const rows = goal.keyResults.map((keyResult) => rowOf(keyResult, goal, cycle, accrual, company.zone));
    const figures = rows.map((row) => ({
      row,
      ...figuresOf(row, {
        today,
        value: row.current,
        isTodayIn: row.reportedOn === today,
        schedule: schedules.get(owner.id)!,
      }),
    }));
    const progress = rollUp(figures.map(({ row, attainment }) => ({ weight: row.weight, value: attainment })));
    return { goal, objective, owner, cycle, keyResults: figures, progress };
  });
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

async function findAccrual(db: EntityManager, keyResults: readonly KeyResult[]) {
  const ids = [...new Set(keyResults.map(({ metricId }) => metricId))].filter((id) => id !== null);
  const metrics = await db.findBy(Metric, { id: In(ids) });
  return new Map(metrics.map(({ id, accrues }) => [id, accrues]));
}

/** The people above each owner, nearest first, in one statement. */
async function findLines(db: EntityManager, ownerIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows: { ownerId: string; id: string }[] = await db.query(
    `WITH RECURSIVE above(ownerId, id, level) AS (
       SELECT id, reportsToId, 1 FROM employees WHERE id IN (${ownerIds.map(() => "?").join(",")}) AND reportsToId IS NOT NULL
       UNION ALL SELECT above.ownerId, e.reportsToId, above.level + 1 FROM above JOIN employees e ON e.id = above.id
        WHERE e.reportsToId IS NOT NULL AND above.level < 20)
     SELECT ownerId, id FROM above ORDER BY ownerId, level`,
    [...ownerIds],
  );
  const lines = new Map<string, string[]>();
  for (const { ownerId, id } of rows) lines.set(ownerId, [...(lines.get(ownerId) ?? []), id]);
  return lines;
}

function rowOf(
  keyResult: KeyResult,
  { objective }: Goal,
  cycle: Cycle,
  accrual: ReadonlyMap<string, Metric["accrues"]>,
  zone: string,
): KeyResultRow {
  return {
    ...keyResult,
    objectiveTitle: objective.title,
    ownerId: objective.ownerId,
    isReached: keyResult.reachedAt !== null,
    accrues: (keyResult.metricId && accrual.get(keyResult.metricId)) || "every-day",
    startsOn: cycle.startsOn,
    endsOn: cycle.endsOn,
    activeOn: objective.approvedAt ? businessDayOf(objective.approvedAt, zone) : cycle.startsOn,
  };
}
