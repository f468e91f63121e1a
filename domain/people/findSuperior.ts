import { In } from "typeorm";
import { Employee, type Role, RoleGrant } from "../../entities";
import type { Work } from "../context";
import { findLineAbove } from "./findLineAbove";

/** Whom somebody answers to: the nearest active person above, for the root an executive, else HR. Never oneself. */
export async function findSuperior(work: Work, employeeId: string): Promise<Employee | undefined> {
  const line = await findLineAbove(work.db, employeeId);
  const people = await work.db.findBy(Employee, { id: In(line), status: "active" });
  const nearest = line
    .map((id) => people.find((person) => person.id === id))
    .find((person) => person && person.id !== employeeId);
  return nearest ?? (await findHolder(work, "executive", employeeId)) ?? (await findHolder(work, "hr", employeeId));
}

async function findHolder(work: Work, role: Role, exceptId: string): Promise<Employee | undefined> {
  const grants = await work.db.find(RoleGrant, { where: { role }, order: { employeeId: "ASC" } });
  const ids = grants.map(({ employeeId }) => employeeId).filter((id) => id !== exceptId);
  const people = await work.db.find(Employee, { where: { id: In(ids), status: "active" }, order: { id: "ASC" } });
  return people[0];
}
