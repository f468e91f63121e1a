import { type EntityManager, In } from "typeorm";
import { Department, Employee, Position } from "../../entities";

/** What everybody may know about a colleague; nothing more leaves this query. */
export interface FoundPerson {
  id: string;
  wecomUserId: string | null;
  name: string | null;
  department: string | null;
  position: string | null;
}

interface Search {
  query: string;
  /** Only those whose name or user id is exactly the query. */
  exact?: boolean;
  limit?: number;
}

/** Active people by name or user id, in three statements. */
export async function findPeople(
  db: EntityManager,
  { query, exact = false, limit = 20 }: Search,
): Promise<FoundPerson[]> {
  // '!' escapes: what a backslash means in a text differs between the engines.
  const [matches, wanted] = exact
    ? ["(e.name = :wanted OR e.wecomUserId = :wanted)", query]
    : [
        "(e.name LIKE :wanted ESCAPE '!' OR LOWER(e.wecomUserId) LIKE LOWER(:wanted) ESCAPE '!')",
        `%${query.replace(/[!%_]/g, "!$&")}%`,
      ];
  const people = await db
    .createQueryBuilder(Employee, "e")
    .where("e.status = 'active'")
    .andWhere(matches, { wanted })
    .orderBy("e.name", "ASC")
    .addOrderBy("e.id", "ASC")
    .limit(limit)
    .getMany();
  const departments = await db.findBy(Department, { id: In(keys(people, "departmentId")) });
  const positions = await db.findBy(Position, { id: In(keys(people, "positionId")) });
  return people.map(({ id, wecomUserId, name, departmentId, positionId }) => ({
    id,
    wecomUserId,
    name,
    department: nameIn(departments, departmentId),
    position: nameIn(positions, positionId),
  }));
}

const keys = (people: Employee[], column: "departmentId" | "positionId") =>
  [...new Set(people.map((person) => person[column]))].filter((id) => id !== null);

const nameIn = (rows: readonly { id: string; name: string }[], id: string | null) =>
  rows.find((row) => row.id === id)?.name ?? null;
