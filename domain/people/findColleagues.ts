import { type EntityManager, In } from "typeorm";
import { Employee, Position } from "../../entities";
import type { Actor } from "../context";

/** Somebody a person works with, as a list to pick from shows them. */
export type Colleague = Pick<Employee, "id" | "name" | "wecomUserId"> & { position: string | null };

/** Active people of the actor's department, whoever they answer to, and who answers to them; two statements. */
export async function findColleagues(db: EntityManager, actor: Actor, limit = 20): Promise<Colleague[]> {
  const people = await db
    .createQueryBuilder(Employee, "e")
    .where("e.status = 'active' AND e.id <> :id", { id: actor.id })
    .andWhere("(e.departmentId = :department OR e.reportsToId = :id OR e.id = :manager)", {
      department: actor.departmentId ?? "",
      manager: actor.reportsToId ?? "",
    })
    .orderBy("e.name", "ASC")
    .addOrderBy("e.id", "ASC")
    .limit(limit)
    .getMany();
  const positions = await db.findBy(Position, { id: In(people.flatMap(({ positionId }) => positionId ?? [])) });
  return people.map(({ id, name, wecomUserId, positionId }) => ({
    id,
    name,
    wecomUserId,
    position: positions.find((one) => one.id === positionId)?.name ?? null,
  }));
}
