import type { EntityManager } from "typeorm";
import { Department, type Election } from "../../entities";

type Scope = Pick<Election, "departmentKey">;

/** The active people who take part: those of the department and of everything below it, or everybody. */
export async function findElectorate(db: EntityManager, { departmentKey }: Scope): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    departmentKey === ""
      ? "SELECT id FROM employees WHERE status = 'active' ORDER BY id"
      : `WITH RECURSIVE scope(id, level) AS (SELECT id, 1 FROM departments WHERE id = ?
           UNION ALL SELECT d.id, scope.level + 1 FROM scope JOIN departments d ON d.parentId = scope.id WHERE scope.level < 20)
         SELECT id FROM employees WHERE status = 'active' AND departmentId IN (SELECT id FROM scope) ORDER BY id`,
    departmentKey === "" ? [] : [departmentKey],
  );
  return rows.map(({ id }) => id);
}

/** The department somebody sits in and all above it: the elections of these, and of the company, are theirs. */
export async function findDepartmentsAbove(db: EntityManager, departmentId: string | null): Promise<string[]> {
  if (departmentId === null) return [];
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE above(id, parentId, level) AS (SELECT id, parentId, 1 FROM departments WHERE id = ?
       UNION ALL SELECT d.id, d.parentId, above.level + 1 FROM above JOIN departments d ON d.id = above.parentId WHERE above.level < 20)
     SELECT id FROM above`,
    [departmentId],
  );
  return rows.map(({ id }) => id);
}

export async function takesPart(
  db: EntityManager,
  { departmentKey }: Scope,
  { departmentId }: { departmentId: string | null },
): Promise<boolean> {
  return departmentKey === "" || (await findDepartmentsAbove(db, departmentId)).includes(departmentKey);
}

/** The teams whose chats hear of an election: the department, or those nobody is above. */
export async function findTeams(db: EntityManager, { departmentKey }: Scope): Promise<string[]> {
  if (departmentKey !== "") return [departmentKey];
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM departments WHERE parentId IS NULL AND archivedAt IS NULL ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** What the department is called; undefined for the whole company. */
export const findDepartment = async (db: EntityManager, { departmentKey }: Scope): Promise<Department | undefined> =>
  departmentKey === "" ? undefined : ((await db.findOneBy(Department, { id: departmentKey })) ?? undefined);
