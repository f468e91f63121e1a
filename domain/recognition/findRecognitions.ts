import type { EntityManager } from "typeorm";
import { Award, Badge, type Employee } from "../../entities";
import { hydrateRow } from "../../entities/hydrateRow";

type Named = Pick<Employee, "id" | "name" | "wecomUserId">;

export interface RecognitionView {
  award: Award;
  receiver: Named;
  giver: Named | undefined;
  badge: Pick<Badge, "code" | "name" | "level" | "design"> | undefined;
  /** The team it was given to, and how many of them got it. */
  team: { id: string; name: string; members: number } | undefined;
  cheers: { thanks: number; congrats: number; isMine: boolean };
  /** The viewer is one of those it was given to. */
  isReceiver: boolean;
  /** The viewer's own award where this one stands for all of a team; null on a person's page, where each is listed. */
  ownId: string | null;
  /** What was reached; null where the goal is restricted, whoever asks. */
  keyResultTitle: string | null;
}

interface Page {
  /** Whose cheer is marked as their own. */
  viewerId?: string;
  /** Only those somebody received, and not taken back. */
  receiverId?: string;
  /** The last key of the page before. */
  after?: string;
  limit?: number;
}

/** Of a team's award one row stands for all. */
const oncePerTeam = "(w.occasionId IS NULL OR w.occasionId = w.id)";

/** Recognitions of the company, newest first, in one statement. */
export async function findRecognitions(
  db: EntityManager,
  { viewerId = "", receiverId, after, limit = 50 }: Page,
): Promise<RecognitionView[]> {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  if (receiverId === undefined) conditions.push(oncePerTeam);
  else {
    conditions.push("w.employeeId = ? AND w.revokedAt IS NULL");
    parameters.push(receiverId);
  }
  if (after !== undefined) {
    conditions.push("w.id < ?");
    parameters.push(after);
  }
  const rest = `WHERE ${conditions.join(" AND ")} ORDER BY w.id DESC LIMIT ?`;
  const views = select(db, viewerId, { from: "FROM awards w", rest, parameters: [...parameters, limit] });
  return receiverId === undefined ? views : (await views).map((view) => ({ ...view, ownId: null }));
}

/** The latest three that stand, one's own first: the person's last one is always among them. One statement. */
export async function findLatestRecognitions(db: EntityManager, employeeId: string): Promise<RecognitionView[]> {
  const views = await select(db, employeeId, {
    from: `FROM (SELECT id FROM (SELECT id FROM awards WHERE employeeId = ? AND revokedAt IS NULL
              ORDER BY awardedAt DESC, id DESC LIMIT 1) mine
            UNION SELECT id FROM (SELECT w.id FROM awards w WHERE w.revokedAt IS NULL AND ${oncePerTeam}
              ORDER BY w.id DESC LIMIT 3) latest
          ) picked JOIN awards w ON w.id = picked.id`,
    rest: "ORDER BY w.employeeId = ? DESC, w.id DESC LIMIT 4",
    parameters: [employeeId, employeeId],
  });
  const occasions = views.map(({ award }) => award.occasionId ?? award.id);
  return views.filter((_, index) => occasions.indexOf(occasions[index]!) === index).slice(0, 3);
}

interface Row {
  receiverName: string | null;
  receiverUserId: string | null;
  giverName: string | null;
  giverUserId: string | null;
  badgeName: string | null;
  badgeLevel: number;
  badgeDesign: unknown;
  teamName: string | null;
  members: number;
  thanks: number;
  congrats: number;
  cheered: number;
  ownId: string | null;
  keyResultTitle: string | null;
}

interface Parts {
  from: string;
  rest: string;
  parameters: readonly unknown[];
}

/** The occasion: an award itself, or the one all rows of a team's name. */
const occasion = "COALESCE(w.occasionId, w.id)";
const cheersOf = (condition: string) =>
  `(SELECT COUNT(*) FROM award_cheers c WHERE c.awardId = ${occasion} AND ${condition})`;

async function select(db: EntityManager, viewerId: string, { from, rest, parameters }: Parts) {
  const rows: (Row & object)[] = await db.query(
    `SELECT w.*, r.name AS receiverName, r.wecomUserId AS receiverUserId, g.name AS giverName,
        g.wecomUserId AS giverUserId, b.name AS badgeName, b.level AS badgeLevel, b.design AS badgeDesign,
        d.name AS teamName, CASE WHEN o.isRestricted = 0 THEN k.title END AS keyResultTitle,
        (SELECT COUNT(*) FROM awards m WHERE m.occasionId = w.occasionId) AS members,
        ${cheersOf("c.kind = 'thanks'")} AS thanks, ${cheersOf("c.kind = 'congrats'")} AS congrats,
        ${cheersOf("c.employeeId = ?")} AS cheered,
        (SELECT MIN(m.id) FROM awards m WHERE m.occasionId = w.occasionId AND m.employeeId = ?) AS ownId
       ${from}
       JOIN employees r ON r.id = w.employeeId
       LEFT JOIN employees g ON g.id = w.givenById
       LEFT JOIN badges b ON b.code = w.badgeCode
       LEFT JOIN departments d ON d.id = w.teamId
       LEFT JOIN key_results k ON k.id = w.keyResultId
       LEFT JOIN objectives o ON o.id = k.objectiveId
      ${rest}`,
    [viewerId, viewerId, ...parameters],
  );
  return rows.map((row) => viewOf(db, row, viewerId));
}

function viewOf(db: EntityManager, row: Row & object, viewerId: string): RecognitionView {
  const award = hydrateRow<Award>(db.dataSource.getMetadata(Award), row);
  const { design } = hydrateRow<Badge>(db.dataSource.getMetadata(Badge), { design: row.badgeDesign });
  return {
    award,
    receiver: { id: award.employeeId, name: row.receiverName, wecomUserId: row.receiverUserId },
    giver:
      award.givenById === null ? undefined : { id: award.givenById, name: row.giverName, wecomUserId: row.giverUserId },
    badge:
      row.badgeName === null
        ? undefined
        : { code: award.badgeCode ?? "", name: row.badgeName, level: Number(row.badgeLevel), design },
    team:
      award.teamId === null || row.teamName === null
        ? undefined
        : { id: award.teamId, name: row.teamName, members: Number(row.members) },
    cheers: { thanks: Number(row.thanks), congrats: Number(row.congrats), isMine: Number(row.cheered) > 0 },
    isReceiver: award.employeeId === viewerId || row.ownId !== null,
    ownId: row.ownId,
    keyResultTitle: row.keyResultTitle,
  };
}
