import { IsNull, Not } from "typeorm";
import { Department, Employee, RoleGrant } from "../../entities";
import type { Work } from "../context";
import { reassignApprovals } from "../goals/reassignApprovals";
import { insertMany } from "../insertMany";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import type { Settings } from "../settings/Settings";
import { removeSetting, writeSetting } from "../settings/writeSetting";
import { updateMany } from "../updateMany";
import { ensurePositions } from "./ensurePositions";
import { isMassDeactivation } from "./isMassDeactivation";
import { leavePeople } from "./leavePeople";
import { lockPeople } from "./lockPeople";
import { directoryColumns, positionName } from "./mergePerson";
import { type DepartmentPlan, departmentColumns, departmentIds, planDepartments } from "./planDepartments";
import { leaving, type PeoplePlan, personIds, planPeople } from "./planPeople";
import type { DirectorySnapshot } from "./readDirectory";
import { resolveReporting } from "./resolveReporting";
import { revokeAccess } from "./revokeAccess";

export interface SyncCounts {
  /** Active people bound to the directory before the sync. */
  total: number;
  created: number;
  updated: number;
  /** People who lose, or would lose, access. */
  leaving: number;
  departmentsCreated: number;
  departmentsUpdated: number;
  departmentsArchived: number;
}

export interface SyncResult extends SyncCounts {
  /** Nothing was applied: too many people would leave. A person must confirm it. */
  isRefused: boolean;
}

interface Plans {
  people: PeoplePlan;
  departments: DepartmentPlan;
}

/**
 * Makes people and departments what the directory says. A fixed number of statements and one per 500 rows. When more
 * than 5 % of the people (at least 3) would lose access it applies nothing and tells the operators; `isConfirmed` accepts the number they
 * were told.
 */
export async function syncPeople(
  work: Work,
  snapshot: DirectorySnapshot,
  { isConfirmed = false } = {},
): Promise<SyncResult> {
  await lockPeople(work);
  const stored = await work.db.findBy(Employee, { wecomUserId: Not(IsNull()) });
  const plans = await plan(work, stored, snapshot);
  const counts = count(plans, stored.filter(({ isActive }) => isActive).length);
  const refused = await readSetting(work.db, "people.sync");
  // Who confirms has seen a number: more than that is asked about again.
  const confirmed = isConfirmed ? (refused?.leaving ?? 0) : 0;
  if (counts.leaving > confirmed && isMassDeactivation(counts.leaving, counts.total))
    return refuse(work, counts, refused);
  await apply(work, plans);
  await removeSetting(work, "people.sync");
  await record(work, "people.synced", "people", { ...counts });
  return { ...counts, isRefused: false };
}

async function plan(work: Work, stored: Employee[], { departments, people }: DirectorySnapshot): Promise<Plans> {
  const known = await work.db.findBy(Department, { wecomId: Not(IsNull()) });
  const numbers = departmentIds(known, departments, work.now);
  const ids = personIds(stored, people, work.now);
  const positions = await ensurePositions(
    work,
    people.map(positionName).filter((name) => name !== null),
  );
  const active = new Set(people.filter(({ isActive }) => isActive).map(({ userId }) => userId));
  const headOf = (userId: string) => (active.has(userId) ? ids.get(userId) : undefined);
  return {
    departments: planDepartments(known, departments, numbers, headOf, work.now),
    people: planPeople(
      stored,
      people,
      {
        departmentOf: (wecomId) => numbers.get(wecomId),
        positionOf: (name) => positions.get(name),
        personOf: (userId) => ids.get(userId),
      },
      work.now,
    ),
  };
}

const count = ({ people, departments }: Plans, total: number): SyncCounts => ({
  total,
  created: people.inserts.length,
  updated: people.updates.length - people.disabled.length,
  leaving: leaving(people),
  departmentsCreated: departments.inserts.length,
  departmentsUpdated: departments.updates.length - departments.archived,
  departmentsArchived: departments.archived,
});

async function apply(work: Work, { people, departments }: Plans) {
  const { db } = work;
  await insertMany(db, Department, departments.inserts);
  await updateMany(db, Department, departmentColumns, departments.updates);
  await insertMany(db, Employee, people.inserts);
  await updateMany(db, Employee, directoryColumns, people.updates);
  await revokeAccess(
    work,
    people.disabled.map(({ id }) => id),
  );
  await leavePeople(work, people.gone);
  await resolveReporting(work);
  await reassignApprovals(work, await findAbsentApprovers(work));
}

/** Whoever is asked and not here: those of this sync, and those for whom nobody could be found before. */
async function findAbsentApprovers({ db }: Work): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT DISTINCT e.id FROM employees e JOIN approvals a ON a.approverId = e.id
      WHERE a.decision IS NULL AND e.status <> 'active'`,
  );
  return rows.map(({ id }) => id);
}

/** Keeps what was found for the operator to confirm, and tells them once while it stays the same. */
async function refuse(
  work: Work,
  counts: SyncCounts,
  before: Settings["people.sync"] | undefined,
): Promise<SyncResult> {
  const { leaving, total } = counts;
  if (before?.leaving !== leaving || before.total !== total) {
    const operators = await work.db.findBy(RoleGrant, { role: "operator" });
    await writeSetting(work, "people.sync", { leaving, total, refusedAt: work.now.toISOString() });
    await record(
      work,
      "people.syncRefused",
      "people",
      { leaving, total },
      {
        to: operators.map(({ employeeId }) => employeeId),
        template: "peopleSyncRefused",
        kind: "system",
        data: { leaving, total },
      },
    );
  }
  return { ...counts, isRefused: true };
}
