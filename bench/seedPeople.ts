import { insertMany } from "../domain/insertMany";
import { newId } from "../domain/newId";
import { Approval, Cycle, Employee, KeyResult, Objective, type ObjectiveStatus } from "../entities";
import type { Database } from "../entities/database";

export interface Seed {
  people: number;
  goalsEach: number;
  status: ObjectiveStatus;
  now: Date;
}

export interface Seeded {
  people: { id: string; wecomUserId: string }[];
  managers: { id: string; wecomUserId: string }[];
  goals: { id: string; managerUserId: string }[];
}

const peopleOfManager = 20;
const scale = 10_000;

/** A company: a manager for every twenty people, goals of one key result each, submitted ones with their approval. */
export async function seedPeople(db: Database, { people, goalsEach, status, now }: Seed): Promise<Seeded> {
  let sequence = 0;
  const next = () => newId(now, sequence++);
  const person = (name: string, managerId: string | null) => ({
    id: next(),
    wecomUserId: name,
    name,
    departmentId: null,
    positionId: null,
    managerId,
    reportsToId: managerId,
    shift: "",
    nudgeTime: null,
    spreadMinute: 1 + (sequence % 12),
    status: "active" as const,
    joinedOn: null,
    leftAt: null,
    createdAt: now,
  });
  const managers = Array.from({ length: Math.ceil(people / peopleOfManager) }, (_, index) => person(`m${index}`, null));
  const staff = Array.from({ length: people }, (_, index) =>
    person(`s${index}`, managers[Math.floor(index / peopleOfManager)]!.id),
  );
  const cycle = {
    id: next(),
    kind: "year" as const,
    name: `${now.getUTCFullYear()}年`,
    startsOn: `${now.getUTCFullYear()}-01-01`,
    endsOn: `${now.getUTCFullYear()}-12-31`,
    parentId: null,
    horizon: "short" as const,
  };
  const objectives = staff.flatMap((owner) => Array.from({ length: goalsEach }, () => objectiveOf(next(), owner.id)));
  const objectiveOfGoal = new Map(staff.map((one) => [one.id, one]));
  const userIds = new Map(managers.map(({ id, wecomUserId }) => [id, wecomUserId]));
  function objectiveOf(id: string, ownerId: string) {
    const approved =
      status === "active" ? { approvedById: ownerId, approvedAt: now } : { approvedById: null, approvedAt: null };
    const common = {
      level: "person" as const,
      departmentId: null,
      commitment: "committed" as const,
      isRestricted: false,
    };
    return {
      ...common,
      ...approved,
      id,
      ownerId,
      cycleId: cycle.id,
      title: "把店铺做成类目第一",
      status,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
  }
  const keyResults = objectives.map(({ id }) => ({
    id: next(),
    objectiveId: id,
    sequence: 1,
    title: "GMV",
    kind: "increase" as const,
    accumulation: "sum" as const,
    metricId: null,
    unit: "元",
    changeKind: "absolute" as const,
    changeBy: null,
    baseline: null,
    isGrowthOnly: false,
    start: 0,
    target: 100_000 * scale,
    weight: 10_000,
    current: 40_000 * scale,
    reportedOn: now.toISOString().slice(0, 10),
    reportedAt: now,
    reachedAt: null,
    dueOn: null,
  }));
  const managerOf = (ownerId: string) => objectiveOfGoal.get(ownerId)!.managerId!;
  const approvals =
    status !== "submitted"
      ? []
      : objectives.map(({ id, ownerId }) => ({
          id: next(),
          objectiveId: id,
          approverId: managerOf(ownerId),
          requestedAt: now,
          decision: null,
          decidedById: null,
          decidedAt: null,
          reason: null,
        }));
  await db.transaction(async (tx) => {
    await insertMany(tx, Employee, [...managers, ...staff]);
    await insertMany(tx, Cycle, [cycle]);
    await insertMany(tx, Objective, objectives);
    await insertMany(tx, KeyResult, keyResults);
    await insertMany(tx, Approval, approvals);
  });
  const goals = objectives.map(({ id, ownerId }) => ({ id, managerUserId: userIds.get(managerOf(ownerId))! }));
  return { people: staff, managers, goals };
}
