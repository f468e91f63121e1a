import type { EntityManager } from "typeorm";

/** Ids of the people somebody answers to, nearest first. */
export async function findLineAbove(db: EntityManager, employeeId: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE above(id, level) AS (
       SELECT reportsToId, 1 FROM employees WHERE id = ? AND reportsToId IS NOT NULL
       UNION ALL
       SELECT e.reportsToId, above.level + 1 FROM above JOIN employees e ON e.id = above.id
        WHERE e.reportsToId IS NOT NULL AND above.level < 20
     )
     SELECT id FROM above ORDER BY level`,
    [employeeId],
  );
  return rows.map(({ id }) => id);
}
