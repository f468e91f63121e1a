import type { EntityManager } from "typeorm";
import { sqlInstant } from "../../entities/sqlInstant";

/** Elections whose nominations or votes are over and which nobody has moved on yet. One statement. */
export async function findDueElections(
  db: EntityManager,
  now: Date,
): Promise<{ id: string; state: "nominating" | "voting" }[]> {
  const at = sqlInstant(now);
  return db.query(
    `SELECT id, state FROM elections
      WHERE (state = 'nominating' AND votesFrom <= ?) OR (state = 'voting' AND endsAt <= ?) ORDER BY id`,
    [at, at],
  );
}
