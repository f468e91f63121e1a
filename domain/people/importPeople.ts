import { Employee } from "../../entities";
import type { Work } from "../context";
import { record } from "../record";
import { recordMany } from "../recordMany";
import { updateMany } from "../updateMany";
import { ensurePositions } from "./ensurePositions";
import { lockPeople } from "./lockPeople";
import type { ImportFault, PersonChange, PersonRow } from "./PersonRow";
import { type ImportPlan, planImport } from "./planImport";
import { resolveReporting } from "./resolveReporting";

export interface ImportResult {
  /** Every fault by row and cell; with any fault nothing was applied. */
  faults: ImportFault[];
  /** What changed, or would change. */
  changes: PersonChange[];
  /** Rows read. */
  rows: number;
  isApplied: boolean;
}

/** HR's list: names, positions, managers and shifts of people the directory has. All of it or nothing. */
export async function importPeople(
  work: Work,
  rows: readonly PersonRow[],
  { isDryRun = false } = {},
): Promise<ImportResult> {
  await lockPeople(work);
  const plan = await planImport(work.db, rows);
  const isApplied = plan.faults.length === 0 && !isDryRun;
  if (isApplied) await apply(work, plan);
  return { faults: plan.faults, changes: plan.changes, rows: rows.length, isApplied };
}

async function apply(work: Work, { people, positionNames, changes }: ImportPlan) {
  if (changes.length === 0) return;
  const positions = await ensurePositions(work, positionNames.values());
  for (const person of people) {
    const position = positionNames.get(person.id);
    if (position !== undefined) person.positionId = positions.get(position)!;
  }
  const changed = new Set(changes.map(({ employeeId }) => employeeId));
  const rows = people.filter(({ id }) => changed.has(id));
  await updateMany(work.db, Employee, ["name", "positionId", "managerId", "shift"], rows);
  await resolveReporting(work);
  await recordMany(work, "person.imported", [...changed]);
  await record(work, "people.imported", "people", { people: changed.size, cells: changes.length });
}
