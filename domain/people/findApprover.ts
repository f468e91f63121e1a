import { In } from "typeorm";
import { Employee, type Role, RoleGrant } from "../../entities";
import type { Work } from "../context";
import { Conflict } from "../errors";
import { findLineAbove } from "./findLineAbove";

/** Who decides on somebody's goal: the nearest active person above, for the root an executive, else HR. Never oneself. */
export async function findApprover(work: Work, employeeId: string): Promise<Employee> {
  const line = await findLineAbove(work.db, employeeId);
  const people = await work.db.findBy(Employee, { id: In(line), status: "active" });
  const nearest = line
    .map((id) => people.find((person) => person.id === id))
    .find((person) => person?.id !== employeeId && person);
  const approver =
    nearest ?? (await findHolder(work, "executive", employeeId)) ?? (await findHolder(work, "hr", employeeId));
  if (!approver) throw new Conflict("goal.noApprover");
  return approver;
}

async function findHolder(work: Work, role: Role, exceptId: string): Promise<Employee | undefined> {
  const grants = await work.db.find(RoleGrant, { where: { role }, order: { employeeId: "ASC" } });
  const ids = grants.map(({ employeeId }) => employeeId).filter((id) => id !== exceptId);
  const people = await work.db.find(Employee, { where: { id: In(ids), status: "active" }, order: { id: "ASC" } });
  return people[0];
}
