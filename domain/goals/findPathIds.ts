import type { EntityManager } from "typeorm";

const mostSteps = 10;

/** Ids of the goals above one, nearest first, in one statement; whether they may be read is not asked. */
export async function findPathIds(db: EntityManager, objectiveId: string): Promise<string[]> {
  // UNION, not UNION ALL: goals that are reached in several ways count once a step, and circles end.
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE above(id, level) AS (
       SELECT parentObjectiveId, 1 FROM alignments WHERE objectiveId = ?
       UNION
       SELECT a.parentObjectiveId, above.level + 1 FROM above JOIN alignments a ON a.objectiveId = above.id
        WHERE above.level < ${mostSteps})
     SELECT id, MIN(level) AS level FROM above WHERE id <> ? GROUP BY id ORDER BY level, id`,
    [objectiveId, objectiveId],
  );
  return rows.map(({ id }) => id);
}
