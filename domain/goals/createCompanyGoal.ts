import { Cycle, KeyResult, type KeyResultKind, Metric, Objective } from "../../entities";
import { recordImported } from "../checkIns/recordImported";
import type { Work } from "../context";
import { NotFound } from "../errors";
import { newId } from "../newId";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { checkGoal } from "./checkGoal";
import { equalWeights } from "./equalWeights";
import { startOf } from "./startOf";

/** A key result of the company. Figures are scaled by 10,000. */
export interface CompanyKeyResult {
  title: string;
  kind: KeyResultKind;
  unit: string;
  start: number;
  target: number;
  /** Basis points; without any, all weigh the same. */
  weight?: number;
  /** Code of the metric whose values feed it. */
  metric?: string;
}

export interface CompanyGoal {
  cycleId: string;
  /** Who stands for it: an executive. */
  ownerId: string;
  title: string;
  keyResults: readonly CompanyKeyResult[];
}

/**
 * Sets up an objective of the company, active at once: the operator enters what the executives decided, and what was
 * imported of its cycle counts in it. One with the
 * same title in the same cycle is there already and stays; answers undefined then.
 */
export async function createCompanyGoal(work: Work, goal: CompanyGoal): Promise<Objective | undefined> {
  const { cycleId, ownerId } = goal;
  const title = plainLine(goal.title);
  const cycle = await work.db.findOneBy(Cycle, { id: cycleId });
  if (!cycle) throw new NotFound("cycle.notFound");
  if (await work.db.existsBy(Objective, { cycleId, title, level: "company" })) return undefined;
  const objective = work.db.create(Objective, {
    id: newId(work.now),
    cycleId,
    ownerId,
    level: "company",
    departmentId: null,
    title,
    status: "active",
    commitment: "committed",
    isRestricted: false,
    approvedById: null,
    approvedAt: work.now,
    version: 1,
    createdAt: work.now,
    updatedAt: work.now,
  });
  const keyResults = await buildKeyResults(work, objective.id, goal.keyResults);
  checkGoal({ objective, keyResults, cycle });
  await work.db.insert(Objective, objective);
  await work.db.insert(KeyResult, keyResults);
  await record(work, "goal.setUp", objective.id, { keyResults: keyResults.length });
  await countStored(work, objective.id, keyResults);
  return objective;
}

/** What was imported before the goal was there counts in it as well. */
async function countStored(work: Work, objectiveId: string, keyResults: readonly KeyResult[]) {
  const metricIds = new Set(keyResults.map(({ metricId }) => metricId).filter((id) => id !== null));
  for (const metricId of metricIds)
    await recordImported(work, { metricId, subjectKind: "company", subjectId: "", objectiveId });
}

async function buildKeyResults(work: Work, objectiveId: string, given: readonly CompanyKeyResult[]) {
  const weights = equalWeights(given.length);
  const rows: KeyResult[] = [];
  for (const [index, one] of given.entries()) {
    const metric = one.metric === undefined ? null : await findMetric(work, one.metric);
    const accumulation = metric?.accumulation ?? "last";
    rows.push(
      work.db.create(KeyResult, {
        id: newId(work.now),
        objectiveId,
        sequence: index + 1,
        title: plainLine(one.title),
        kind: one.kind,
        accumulation,
        metricId: metric?.id ?? null,
        unit: one.unit,
        changeKind: "absolute",
        changeBy: null,
        isGrowthOnly: false,
        ...startOf({ kind: one.kind, accumulation, start: one.start }),
        target: one.kind === "binary" ? 10_000 : one.target,
        weight: one.weight ?? weights[index],
        current: null,
        reportedOn: null,
        reportedAt: null,
        reachedAt: null,
        dueOn: null,
      }),
    );
  }
  return rows;
}

async function findMetric({ db }: Work, code: string): Promise<Metric> {
  const metric = await db.findOneBy(Metric, { code });
  if (!metric) throw new NotFound("metric.notFound", { code });
  return metric;
}
