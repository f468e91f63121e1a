import type { EntityManager } from "typeorm";

/** Ids of the people somebody answers to, nearest first. */
export async function findLineAbove(db: EntityManager, employeeId: string): Promise<string[]> {
  return (await findLinesAbove(db, [employeeId])).get(employeeId) ?? [];
}

/** The same for several people, in one statement; who answers to nobody is left out. */
export async function findLinesAbove(
  db: EntityManager,
  employeeIds: readonly string[],
): Promise<Map<string, string[]>> {
  // MariaDB takes no empty list.
  if (employeeIds.length === 0) return new Map();
  const rows: { employeeId: string; id: string }[] = await db.query(
    `WITH RECURSIVE above(employeeId, id, level) AS (
       SELECT id, reportsToId, 1 FROM employees WHERE id IN (${employeeIds.map(() => "?").join(",")})
          AND reportsToId IS NOT NULL
       UNION ALL
       SELECT above.employeeId, e.reportsToId, above.level + 1 FROM above JOIN employees e ON e.id = above.id
        WHERE e.reportsToId IS NOT NULL AND above.level < 20
     )
     SELECT employeeId, id FROM above ORDER BY employeeId, level`,
    [...employeeIds],
  );
  const lines = new Map<string, string[]>();
  for (const { employeeId, id } of rows) {
    const line = lines.get(employeeId);
    if (line) line.push(id);
    else lines.set(employeeId, [id]);
  }
  return lines;
}
