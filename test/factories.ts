import { newId } from "../domain/newId";
import { Cycle, Department, Employee, KeyResult, Objective, type Role, RoleGrant } from "../entities";
import type { World } from "./world";

let counter = 0;
const next = () => ++counter;

const insert = <Row extends object>(world: World, Entity: new () => Row, row: Partial<Row>) =>
  world.db.transaction((db) => db.save(Object.assign(new Entity(), row)));

/** A person of the company; `roles` are granted. */
export async function buildEmployee(world: World, overrides: Partial<Employee> & { roles?: Role[] } = {}) {
  const { roles = [], ...columns } = overrides;
  const now = world.clock.now();
  const employee = await insert(world, Employee, {
    id: newId(now),
    wecomUserId: `user${next()}`,
    name: `员工${counter}`,
    departmentId: null,
    positionId: null,
    managerId: null,
    reportsToId: columns.managerId ?? null,
    shift: "",
    nudgeTime: null,
    eveningTime: null,
    isMorningMuted: false,
    isEveningMuted: false,
    isAlertMuted: false,
    spreadMinute: 1,
    status: "active",
    joinedOn: null,
    leftAt: null,
    createdAt: now,
    ...columns,
  });
  for (const role of roles)
    await insert(world, RoleGrant, {
      id: newId(now),
      employeeId: employee.id,
      role,
      grantedById: null,
      grantedAt: now,
    });
  return Object.assign(employee, { roles });
}

export const buildDepartment = (world: World, overrides: Partial<Department> = {}) =>
  insert(world, Department, {
    id: newId(world.clock.now()),
    wecomId: next(),
    name: `部门${counter}`,
    parentId: null,
    headId: null,
    chatId: null,
    roomId: null,
    archivedAt: null,
    ...overrides,
  });

/** A cycle; May 2026 unless stated. */
export const buildCycle = (world: World, overrides: Partial<Cycle> = {}) =>
  insert(world, Cycle, {
    id: newId(world.clock.now()),
    kind: "month",
    name: `2026年5月 ${next()}`,
    startsOn: "2026-05-01",
    endsOn: "2026-05-31",
    parentId: null,
    horizon: "short",
    ...overrides,
  });

/** An objective with one key result (GMV 0 → 100,000 元) unless key results are stated. */
export async function buildGoal(
  world: World,
  overrides: Omit<Partial<Objective>, "keyResults"> & { ownerId: string; keyResults?: Partial<KeyResult>[] },
) {
  const { keyResults = [{}], ...columns } = overrides;
  const now = world.clock.now();
  const cycleId = columns.cycleId ?? (await buildCycle(world)).id;
  const objective = await insert(world, Objective, {
    id: newId(now),
    cycleId,
    level: "person",
    departmentId: null,
    title: `目标${next()}`,
    status: "active",
    commitment: "committed",
    isRestricted: false,
    approvedById: null,
    approvedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...columns,
  });
  objective.keyResults = [];
  for (const [index, keyResult] of keyResults.entries())
    objective.keyResults.push(
      await buildKeyResult(world, objective.id, {
        sequence: index + 1,
        weight: Math.floor(10_000 / keyResults.length),
        ...keyResult,
      }),
    );
  return objective;
}

export const buildKeyResult = (world: World, objectiveId: string, overrides: Partial<KeyResult> = {}) =>
  insert(world, KeyResult, {
    id: newId(world.clock.now()),
    objectiveId,
    sequence: 1,
    title: "GMV",
    kind: "increase",
    accumulation: "sum",
    metricId: null,
    unit: "元",
    changeKind: "absolute",
    changeBy: null,
    baseline: null,
    isGrowthOnly: false,
    start: 0,
    target: 100_000 * 10_000,
    weight: 10_000,
    current: null,
    reportedOn: null,
    reportedAt: null,
    reachedAt: null,
    reachedById: null,
    dueOn: null,
    ...overrides,
  });
