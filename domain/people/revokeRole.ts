import { type Role, RoleGrant } from "../../entities";
import type { Work } from "../context";
import { record } from "../record";

/** Takes a right away. Answers whether the person held it. */
export async function revokeRole(work: Work, employeeId: string, role: Role): Promise<boolean> {
  const { affected } = await work.db.delete(RoleGrant, { employeeId, role });
  if (!affected) return false;
  await record(work, "role.revoked", employeeId, { role });
  return true;
}
