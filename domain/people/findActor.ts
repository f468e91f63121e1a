import type { EntityManager } from "typeorm";
import { Employee, Identity, type IdentityChannel, type Role } from "../../entities";
import { hydrateRow } from "../../entities/hydrateRow";
import type { Actor } from "../context";

/** The active person with the rights they hold; undefined for those who left. One statement. */
export const findActor = (db: EntityManager, employeeId: string) => findOne(db, { id: employeeId });

export const findActorByWecomId = (db: EntityManager, wecomUserId: string) => findOne(db, { wecomUserId });

/** The person bound to an account of another channel. */
export async function findActorByIdentity(db: EntityManager, channel: IdentityChannel, externalId: string) {
  const identity = await db.findOneBy(Identity, { channel, externalId });
  return identity ? findActor(db, identity.employeeId) : undefined;
}

async function findOne(db: EntityManager, where: { id: string } | { wecomUserId: string }): Promise<Actor | undefined> {
  const [[column, value] = []] = Object.entries(where);
  const [row] = await db.query(
    `SELECT e.*, ${rolesOf} FROM employees e WHERE e.${column} = ? AND e.status = 'active'`,
    [value],
  );
  return row && actorOf(db, row);
}

/** The roles of the person `e`, as a column. */
export const rolesOf = "(SELECT GROUP_CONCAT(g.role) FROM role_grants g WHERE g.employeeId = e.id) AS roles";

/** The person of a row of `e.*` with their roles. */
export function actorOf(db: EntityManager, row: { roles: string | null }): Actor {
  const employee = hydrateRow<Employee>(db.dataSource.getMetadata(Employee), row);
  return Object.assign(employee, { roles: (row.roles?.split(",") ?? []) as Role[] });
}
