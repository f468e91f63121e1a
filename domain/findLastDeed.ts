import { instantOf, sqlInstant } from "../entities/sqlInstant";
import { businessDayOf } from "./calendar";
import { findLastCheckIn } from "./checkIns/findLastCheckIn";
import type { Context } from "./context";
import { undoMinutes } from "./goals/undoWindow";

/**
 * Something a person did that they can still take back, or did just now and are to hear that they cannot; `id` is the
 * report's, the goal's, the award's, the packet's, the idea's, the nomination's, or the election's one voted in.
 */
export interface Deed {
  kind: "report" | "proposal" | "approval" | "award" | "packet" | "idea" | "ideaDecision" | "nomination" | "vote";
  id: string;
  at: Date;
}

/** The last thing the actor did that can be taken back, as of when it was asked for; undefined when there is none. */
export async function findLastDeed(
  ctx: Pick<Context, "db" | "now" | "company" | "actor"> & { said: Date },
): Promise<Deed | undefined> {
  const { db, now, company, actor, said } = ctx;
  const report = await findLastCheckIn(db, actor.id, { at: said, day: businessDayOf(said, company.zone) });
  const since = sqlInstant(new Date(now.getTime() - undoMinutes * 60_000));
  const [other]: { kind: Deed["kind"]; id: string; at: Date | string }[] = await db.query(
    `SELECT kind, id, at FROM (
       SELECT 'proposal' AS kind, o.id AS id, a.requestedAt AS at
         FROM objectives o JOIN approvals a ON a.objectiveId = o.id AND a.decision IS NULL
        WHERE o.ownerId = ? AND o.status = 'submitted'
       UNION ALL
       SELECT 'approval', o.id, o.approvedAt FROM objectives o
        WHERE o.approvedById = ? AND o.status = 'active' AND o.approvedAt >= ?
          AND NOT EXISTS (SELECT 1 FROM check_ins c JOIN key_results k ON k.id = c.keyResultId
            WHERE k.objectiveId = o.id AND c.recordedAt >= o.approvedAt)
       UNION ALL
       SELECT 'award', COALESCE(w.occasionId, w.id), w.awardedAt FROM awards w
        WHERE w.givenById = ? AND w.kind <> 'packet' AND w.revokedAt IS NULL AND w.awardedAt >= ?
       UNION ALL
       SELECT 'packet', p.id, p.requestedAt FROM packets p
        WHERE p.giverId = ? AND (p.state = 'requested' OR (p.state = 'approved' AND p.requestedAt >= ?))
       UNION ALL
       SELECT 'nomination', n.id, n.at FROM elections e JOIN nominations n ON n.electionId = e.id
        WHERE e.votesFrom > ? AND n.nominatedById = ? AND (n.at >= ? OR (e.state = 'nominating' AND e.votesFrom > ?))
       UNION ALL
       SELECT 'vote', e.id, v.at FROM elections e JOIN votes v ON v.electionId = e.id
        WHERE e.endsAt > ? AND v.voterId = ? AND (v.at >= ? OR (e.state IN ('nominating', 'voting') AND e.endsAt > ?))
       UNION ALL
       SELECT 'idea', i.id, i.createdAt FROM ideas i WHERE i.authorId = ? AND i.state = 'open'
       UNION ALL
       SELECT 'ideaDecision', i.id, i.decidedAt FROM ideas i
        WHERE i.decidedById = ? AND i.decidedAt >= ?
     ) deeds ORDER BY at DESC, id DESC LIMIT 1`,
    [
      ...[actor.id, actor.id, since, actor.id, since],
      ...[actor.id, since],
      ...[since, actor.id, since, sqlInstant(now), since, actor.id, since, sqlInstant(now)],
      ...[actor.id, actor.id, since],
    ],
  );
  if (report && (!other || report.recordedAt >= instantOf(other.at)))
    return { kind: "report", id: report.id, at: report.recordedAt };
  return other && { kind: other.kind, id: other.id, at: instantOf(other.at) };
}
