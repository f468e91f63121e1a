import { Department, Employee } from "../../entities";
import type { Work } from "../context";
import { record } from "../record";

/** The department is gone from the directory: it keeps its history, and whoever still stands in it has none. */
export async function archiveDepartment(work: Work, wecomId: number): Promise<void> {
  const department = await work.db.findOneBy(Department, { wecomId });
  if (!department) return;
  await work.db.update(Department, department.id, { wecomId: null, headId: null, archivedAt: work.now });
  await work.db.update(Employee, { departmentId: department.id, status: "active" }, { departmentId: null });
  await record(work, "department.archived", department.id);
}
