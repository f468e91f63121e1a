import type { EntityManager } from "typeorm";
import { Award, type Employee } from "../../entities";
import { hydrateRow } from "../../entities/hydrateRow";

type Named = Pick<Employee, "id" | "name" | "wecomUserId">;

export interface RecognitionView {
  award: Award;
  receiver: Named;
  giver: Named | undefined;
  badge: { name: string } | undefined;
  /** What was reached; null where the goal is restricted, whoever asks. */
  keyResultTitle: string | null;
}

interface Page {
  /** Only those somebody received, and not taken back. */
  receiverId?: string;
  /** The last key of the page before. */
  after?: string;
  limit?: number;
}

/** Recognitions of the company, newest first, in one statement. */
export function findRecognitions(
  db: EntityManager,
  { receiverId, after, limit = 50 }: Page,
): Promise<RecognitionView[]> {
  const conditions = ["1 = 1"];
  const parameters: unknown[] = [];
  if (receiverId !== undefined) {
    conditions.push("w.employeeId = ? AND w.revokedAt IS NULL");
    parameters.push(receiverId);
  }
  if (after !== undefined) {
    conditions.push("w.id < ?");
    parameters.push(after);
  }
  return select(db, `FROM awards w`, `WHERE ${conditions.join(" AND ")} ORDER BY w.id DESC LIMIT ?`, [
    ...parameters,
    limit,
  ]);
}

/** The latest three that stand, one's own first: the person's last one is always among them. One statement. */
export const findLatestRecognitions = (db: EntityManager, employeeId: string): Promise<RecognitionView[]> =>
  select(
    db,
    `FROM (SELECT id FROM (SELECT id FROM awards WHERE employeeId = ? AND revokedAt IS NULL
              ORDER BY awardedAt DESC, id DESC LIMIT 1) mine
            UNION SELECT id FROM (SELECT id FROM awards WHERE revokedAt IS NULL ORDER BY id DESC LIMIT 3) latest
          ) picked JOIN awards w ON w.id = picked.id`,
    "ORDER BY w.employeeId = ? DESC, w.id DESC LIMIT 3",
    [employeeId, employeeId],
  );

interface Row {
  receiverName: string | null;
  receiverUserId: string | null;
  giverName: string | null;
  giverUserId: string | null;
  badgeName: string | null;
  keyResultTitle: string | null;
}

async function select(
  db: EntityManager,
  from: string,
  rest: string,
  parameters: readonly unknown[],
): Promise<RecognitionView[]> {
  const rows: (Row & object)[] = await db.query(
    `SELECT w.*, r.name AS receiverName, r.wecomUserId AS receiverUserId, g.name AS giverName,
        g.wecomUserId AS giverUserId, b.name AS badgeName, CASE WHEN o.isRestricted = 0 THEN k.title END AS keyResultTitle
       ${from}
       JOIN employees r ON r.id = w.employeeId
       LEFT JOIN employees g ON g.id = w.givenById
       LEFT JOIN badges b ON b.code = w.badgeCode
       LEFT JOIN key_results k ON k.id = w.keyResultId
       LEFT JOIN objectives o ON o.id = k.objectiveId
      ${rest}`,
    [...parameters],
  );
  return rows.map((row) => {
    const award = hydrateRow<Award>(db.dataSource.getMetadata(Award), row);
    return {
      award,
      receiver: { id: award.employeeId, name: row.receiverName, wecomUserId: row.receiverUserId },
      giver:
        award.givenById === null
          ? undefined
          : { id: award.givenById, name: row.giverName, wecomUserId: row.giverUserId },
      badge: row.badgeName === null ? undefined : { name: row.badgeName },
      keyResultTitle: row.keyResultTitle,
    };
  });
}
