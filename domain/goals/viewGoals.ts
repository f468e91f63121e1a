import { type EntityManager, In } from "typeorm";
import { type Cycle, type KeyResult, Metric } from "../../entities";
import { businessDayOf, type Day } from "../calendar";
import type { Work } from "../context";
import { findSchedules } from "../people/findSchedules";
import type { Schedule } from "../shift";
import { figuresOf } from "./figuresOf";
import type { Goal } from "./Goal";
import type { GoalView } from "./GoalView";
import type { KeyResultRow } from "./KeyResultRow";
import { rollUp } from "./rollUp";

type Reader = Pick<Work, "db" | "now" | "company">;

/** Goals with their figures, in the order given and in a fixed number of statements. */
export async function viewGoals({ db, now, company }: Reader, goals: readonly Goal[]): Promise<GoalView[]> {
  if (goals.length === 0) return [];
  const today = businessDayOf(now, company.zone);
  const accrual = await findAccrual(
    db,
    goals.flatMap(({ keyResults }) => keyResults),
  );
  const schedules = await findSchedules(
    db,
    goals.map(({ owner }) => owner),
    today,
  );
  return goals.map((goal): GoalView => {
    const { objective, owner, cycle } = goal;
    const rows = goal.keyResults.map((keyResult) => rowOf(keyResult, goal, { cycle, accrual, zone: company.zone }));
    const keyResults = rows.map((row) => withFigures(row, today, schedules.get(owner.id)!));
    const progress = rollUp(keyResults.map(({ row, attainment }) => ({ weight: row.weight, value: attainment })));
    return { goal, objective, owner, cycle, keyResults, progress };
  });
}

type Accrual = ReadonlyMap<string, Metric["accrues"]>;

/** On which days the metrics of key results grow. */
async function findAccrual(db: EntityManager, keyResults: readonly KeyResult[]): Promise<Accrual> {
  const ids = [...new Set(keyResults.map(({ metricId }) => metricId))].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  return new Map((await db.findBy(Metric, { id: In(ids) })).map(({ id, accrues }) => [id, accrues]));
}

function withFigures(row: KeyResultRow, today: Day, schedule: Schedule): GoalView["keyResults"][number] {
  const isTodayIn = row.reportedOn === today;
  return { row, ...figuresOf(row, { today, value: row.current, isTodayIn, schedule }) };
}

interface Around {
  cycle: Cycle;
  accrual: Accrual;
  zone: string;
}

function rowOf(keyResult: KeyResult, { objective }: Goal, { cycle, accrual, zone }: Around): KeyResultRow {
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
