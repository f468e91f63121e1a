import { Employee, type Role, RoleGrant } from "../../entities";
import type { Work } from "../context";
import { NotFound } from "../errors";
import { insertOnce } from "../insertOnce";
import { newId } from "../newId";
import { record } from "../record";

/** Gives a person a right. Doing it twice is doing it once; answers whether anything changed. */
export async function grantRole(work: Work, employeeId: string, role: Role): Promise<boolean> {
  if (!(await work.db.existsBy(Employee, { id: employeeId, status: "active" }))) throw new NotFound("person.notFound");
  const grant = { id: newId(work.now), employeeId, role, grantedById: null, grantedAt: work.now };
  const added = await insertOnce(work.db, RoleGrant, [grant]);
  if (added.size === 0) return false;
  await record(work, "role.granted", employeeId, { role });
  return true;
}
