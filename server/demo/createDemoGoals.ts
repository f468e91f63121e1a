import { sandboxCompany } from "../../bot/sandbox/company";
import { addDays, businessDayOf, cycleBounds, type Day, daysBetween, eachDay, instantAt } from "../../domain/calendar";
import { refoldKeyResult } from "../../domain/checkIns/refoldKeyResult";
import type { Work } from "../../domain/context";
import { equalWeights } from "../../domain/goals/equalWeights";
import { insertMany } from "../../domain/insertMany";
import { newId } from "../../domain/newId";
import { Alignment, CheckIn, Cycle, Employee, KeyResult, Metric, Objective } from "../../entities";
import { type DemoGoal, type DemoKeyResult, demoGoals } from "./demoGoals";

/** Company, department and personal goals of the running cycles, with the reports people made on them so far. */
export async function createDemoGoals(work: Work, people: ReadonlyMap<string, string>): Promise<void> {
  const today = businessDayOf(work.now, work.company.zone);
  const cycles = (await work.db.find(Cycle)).filter(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn);
  const metrics = new Map((await work.db.find(Metric)).map(({ code, id }) => [code, id]));
  const departments = new Map((await work.db.find(Employee)).map(({ id, departmentId }) => [id, departmentId]));
  const goals = demoGoals(sandboxCompany.people);
  const made = new Map<string, Objective>();
  for (const [index, goal] of goals.entries()) {
    // Lists show the newest key first: the company's goals are to lead, and the order to be the same in every demo.
    const id = newId(work.now, goals.length - index);
    const ownerId = people.get(goal.owner)!;
    const cycle = cycles.find(({ kind }) => kind === goal.cycle)!;
    const objective = objectiveOf(work, goal, { id, ownerId, cycle, departmentId: departments.get(ownerId) ?? null });
    await work.db.insert(Objective, objective);
    if (goal.cycle !== "year") made.set(goal.owner, objective);
    await createKeyResults(work, objective, goal, { cycle, metrics, today });
  }
  await align(work, goals, made);
}

function objectiveOf(
  work: Work,
  goal: DemoGoal,
  { id, ownerId, cycle, departmentId }: { id: string; ownerId: string; cycle: Cycle; departmentId: string | null },
): Objective {
  const approvedAt = instantAt(cycle.startsOn, "10:00", work.company.zone);
  return work.db.create(Objective, {
    id,
    cycleId: cycle.id,
    ownerId,
    level: goal.level,
    departmentId,
    title: goal.title,
    status: "active",
    commitment: "committed",
    isRestricted: false,
    approvedById: null,
    approvedAt,
    version: 1,
    createdAt: approvedAt,
    updatedAt: approvedAt,
  });
}

interface Frame {
  cycle: Cycle;
  metrics: ReadonlyMap<string, string>;
  today: Day;
}

async function createKeyResults(work: Work, objective: Objective, goal: DemoGoal, { cycle, metrics, today }: Frame) {
  const weights = equalWeights(goal.keyResults.length);
  for (const [index, plan] of goal.keyResults.entries()) {
    const { done, metric, start = 0, isEarly, growth, ...columns } = plan;
    const keyResult = work.db.create(KeyResult, {
      accumulation: "last",
      ...columns,
      id: newId(work.now, index),
      objectiveId: objective.id,
      sequence: index + 1,
      metricId: metric ? (metrics.get(metric) ?? null) : null,
      changeKind: growth ? "relative" : "absolute",
      changeBy: growth?.percent ?? null,
      baseline: growth?.baseline ?? null,
      isGrowthOnly: false,
      start,
      weight: weights[index],
      current: null,
      reportedOn: null,
      reportedAt: null,
      reachedAt: null,
      dueOn: isEarly ? cycleBounds("month", cycle.startsOn).endsOn : null,
    });
    await work.db.insert(KeyResult, keyResult);
    if (!metric) await createReports(work, keyResult, objective, { plan, cycle, today });
  }
}

/** Reports on every third day or so, up to yesterday, leading to where the plan says it stands. */
async function createReports(
  work: Work,
  keyResult: KeyResult,
  objective: Objective,
  { plan, cycle, today }: { plan: DemoKeyResult; cycle: Cycle; today: Day },
) {
  const days = eachDay(cycle.startsOn, addDays(today, -1));
  const total = daysBetween(cycle.startsOn, cycle.endsOn) + 1;
  const every = cycle.kind === "month" ? 1 : 5;
  const reports = days
    .map((day, index) => ({ day, value: valueAt(plan, (index + 1) / total, index, days.length) }))
    .filter((_, index) => (days.length - 1 - index) % every === 0)
    .map(({ day, value }): Partial<CheckIn> & { id: string } => ({
      id: newId(work.now),
      keyResultId: keyResult.id,
      reportedById: objective.ownerId,
      businessDay: day,
      operation: "set",
      amount: value,
      retractsId: null,
      confidence: null,
      source: "chat",
      occurredAt: instantAt(day, "17:40", work.company.zone),
      recordedAt: instantAt(day, "17:40", work.company.zone),
    }));
  await insertMany(work.db, CheckIn, reports as CheckIn[]);
  await refoldKeyResult(work, { keyResult, objective });
}

/** `done` is relative to the pace: 1 is on plan, 0.6 well behind. A deed is done near the end, if at all. */
function valueAt(
  { kind, accumulation, start = 0, target, done }: DemoKeyResult,
  elapsed: number,
  index: number,
  days: number,
): number {
  if (kind === "binary") return done >= 1 && index >= days - 2 ? 10_000 : 0;
  const wave = 1 + 0.04 * Math.sin(index * 1.7);
  const share = Math.min(0.97, done * elapsed * (accumulation === "last" ? wave : 1));
  // Nobody holds 7.8 of something that is counted.
  const step = accumulation === "sum" || target >= 1_000_000 ? 10_000 : 100;
  return Math.round((start + (target - start) * share) / step) * step;
}

async function align(work: Work, goals: readonly DemoGoal[], made: ReadonlyMap<string, Objective>) {
  const children = new Map<string, DemoGoal[]>();
  for (const goal of goals)
    if (goal.serves && made.has(goal.serves)) children.set(goal.serves, [...(children.get(goal.serves) ?? []), goal]);
  for (const [parent, served] of children) {
    const shares = equalWeights(served.length);
    const edges = served.map(({ owner }, index) => ({
      id: newId(work.now, index),
      objectiveId: made.get(owner)!.id,
      parentObjectiveId: made.get(parent)!.id,
      parentKeyResultId: null,
      share: shares[index]!,
    }));
    await insertMany(work.db, Alignment, edges as Alignment[]);
  }
}
