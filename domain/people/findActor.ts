import type { EntityManager, FindOptionsWhere } from "typeorm";
import { Employee, Identity, type IdentityChannel, type Role, RoleGrant } from "../../entities";
import type { Actor } from "../context";

/** The active person with the rights they hold; undefined for those who left. One statement. */
export const findActor = (db: EntityManager, employeeId: string) => findOne(db, { id: employeeId });

export const findActorByWecomId = (db: EntityManager, wecomUserId: string) => findOne(db, { wecomUserId });

/** The person bound to an account of another channel. */
export async function findActorByIdentity(db: EntityManager, channel: IdentityChannel, externalId: string) {
  const identity = await db.findOneBy(Identity, { channel, externalId });
  return identity ? findActor(db, identity.employeeId) : undefined;
}

async function findOne(db: EntityManager, where: FindOptionsWhere<Employee>): Promise<Actor | undefined> {
  const [[column, value] = []] = Object.entries(where) as [string, string][];
  const { entities, raw } = await db
    .createQueryBuilder(Employee, "e")
    .leftJoin(RoleGrant, "g", "g.employeeId = e.id")
    .addSelect("g.role", "role")
    .where(`e.${column} = :value AND e.status = 'active'`, { value })
    .getRawAndEntities<{ role: Role | null }>();
  const employee = entities[0];
  if (!employee) return undefined;
  return Object.assign(employee, { roles: raw.map(({ role }) => role).filter((role) => role !== null) });
}
