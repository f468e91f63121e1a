import type { EntityManager } from "typeorm";
import { Department, type Election } from "../../entities";
import { groupBy } from "../groupBy";

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

type Team = Record<"id", string> & Record<"chatId" | "roomId", string | null>;

/**
 * The teams whose chats hear of an election: all that take part, and others, each chat once. Of those without a chat of
 * their own, whom one webhook tells, one stands for all.
 */
export async function findTeams(
  db: EntityManager,
  { departmentKey }: Scope,
  others: readonly (string | null)[] = [],
): Promise<string[]> {
  const isCompany = departmentKey === "";
  const also = [...new Set(["", ...others])].filter((id) => id !== null);
  const teams: Team[] = await db.query(
    `WITH RECURSIVE scope(id, level) AS (SELECT id, 1 FROM departments WHERE ${isCompany ? "parentId IS NULL" : "id = ?"}
        UNION ALL SELECT d.id, scope.level + 1 FROM scope JOIN departments d ON d.parentId = scope.id WHERE scope.level < 20)
      SELECT d.id, d.chatId, d.roomId FROM departments d LEFT JOIN scope ON scope.id = d.id
       WHERE d.archivedAt IS NULL AND (d.id IN (${also.map(() => "?").join(",")}) OR (scope.id IS NOT NULL
         AND (d.chatId IS NOT NULL OR d.roomId IS NOT NULL
           OR EXISTS (SELECT 1 FROM employees e WHERE e.departmentId = d.id AND e.status = 'active'))))
       ORDER BY scope.level IS NULL, scope.level, d.id`,
    [...(isCompany ? [] : [departmentKey]), ...also],
  );
  const byChat = groupBy(teams, ({ chatId, roomId }) => chatId ?? roomId ?? "");
  return [...byChat.values()].map(([first]) => first!.id);
}

/** What the department is called; undefined for the whole company. */
export const findDepartment = async (db: EntityManager, { departmentKey }: Scope): Promise<Department | undefined> =>
  departmentKey === "" ? undefined : ((await db.findOneBy(Department, { id: departmentKey })) ?? undefined);
