import type { EntityManager } from "typeorm";
import type { Employee } from "../../entities";
import { sqlInstant } from "../../entities/sqlInstant";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { recognitionPolicy } from "./recognitionPolicy";

/** People who praise each other in a circle of two or three: each the next, and the last the first. */
export interface PraiseRing {
  members: Pick<Employee, "id" | "name" | "wecomUserId">[];
  /** How often each praised the next. */
  praises: number[];
}

const days = 30;
/** Praise from one to the other within the days from which on it is worth a look. */
const least = 3;

/** What stands of the last thirty days, one row for each who praised whom often. */
const edges = `WITH edges AS (
  SELECT givenById AS giver, employeeId AS receiver, COUNT(*) AS total FROM awards
   WHERE kind = 'praise' AND givenById IS NOT NULL AND revokedAt IS NULL AND awardedAt >= ?
   GROUP BY givenById, employeeId HAVING COUNT(*) >= ${least})`;

/** For HR to look into; praise among those who work together is no offence. Two statements whatever the company's size. */
export async function findPraiseRings({
  db,
  now,
  actor,
}: Pick<Context, "db" | "now" | "actor">): Promise<PraiseRing[]> {
  authorize(recognitionPolicy, "readRings", actor, null, "recognition");
  const rows: { a: string; b: string; c: string | null; ab: number; bc: number; ca: number | null }[] = await db.query(
    `${edges}
     SELECT x.giver AS a, x.receiver AS b, NULL AS c, x.total AS ab, y.total AS bc, NULL AS ca
       FROM edges x JOIN edges y ON y.giver = x.receiver AND y.receiver = x.giver
      WHERE x.giver < x.receiver
     UNION ALL
     SELECT x.giver, x.receiver, y.receiver, x.total, y.total, z.total
       FROM edges x JOIN edges y ON y.giver = x.receiver JOIN edges z ON z.giver = y.receiver AND z.receiver = x.giver
      WHERE x.giver < x.receiver AND x.giver < y.receiver AND x.receiver <> y.receiver
     ORDER BY 1, 2, 3`,
    [sqlInstant(new Date(now.getTime() - days * 86_400_000))],
  );
  const people = await findNamed(
    db,
    rows.flatMap(({ a, b, c }) => [a, b, ...(c === null ? [] : [c])]),
  );
  return rows.map(({ a, b, c, ab, bc, ca }) => ({
    members: [a, b, ...(c === null ? [] : [c])].flatMap((id) => people.get(id) ?? []),
    praises: [ab, bc, ...(ca === null ? [] : [ca])].map(Number),
  }));
}

async function findNamed(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, PraiseRing["members"][number]>> {
  if (ids.length === 0) return new Map();
  const unique = [...new Set(ids)];
  const rows: PraiseRing["members"] = await db.query(
    `SELECT id, name, wecomUserId FROM employees WHERE id IN (${unique.map(() => "?").join(",")})`,
    unique,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
