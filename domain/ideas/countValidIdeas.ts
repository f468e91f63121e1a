import type { EntityManager } from "typeorm";
import { sqlInstant } from "../../entities/sqlInstant";
import { addDays, cycleBounds, type Day, startOfBusinessDay } from "../calendar";

/** Ideas a quarter that are asked of everybody (S182). */
export const quarterlyAim = 2;

export interface Quarter {
  startsOn: Day;
  endsOn: Day;
}

export const quarterOf = (day: Day): Quarter => cycleBounds("quarter", day);

/**
 * Valid ideas, which are the accepted ones, by author, for the quarter they were sent in: when somebody decides on them
 * is not the author's doing. One statement.
 */
export async function countValidIdeas(
  db: EntityManager,
  { startsOn, endsOn }: Quarter,
  zone: string,
): Promise<Map<string, number>> {
  const rows: { authorId: string; total: number }[] = await db.query(
    `SELECT authorId, COUNT(*) AS total FROM ideas
      WHERE state = 'accepted' AND createdAt >= ? AND createdAt < ? GROUP BY authorId ORDER BY total DESC, authorId`,
    [sqlInstant(startOfBusinessDay(startsOn, zone)), sqlInstant(startOfBusinessDay(addDays(endsOn, 1), zone))],
  );
  return new Map(rows.map(({ authorId, total }) => [authorId, Number(total)]));
}
