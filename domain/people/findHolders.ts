import type { EntityManager } from "typeorm";
import type { Role } from "../../entities";

/** Ids of the active people who hold one of these roles, in a fixed order. */
export async function findHolders(db: EntityManager, roles: readonly Role[]): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT DISTINCT e.id FROM role_grants g JOIN employees e ON e.id = g.employeeId AND e.status = 'active'
      WHERE g.role IN (${roles.map(() => "?").join(",")}) ORDER BY e.id`,
    [...roles],
  );
  return rows.map(({ id }) => id);
}
