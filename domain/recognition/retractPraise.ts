import { Award, Employee } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Actor, Context } from "../context";
import { Conflict, Forbidden, NotFound } from "../errors";
import { undoMinutes } from "../goals/undoWindow";
import { record } from "../record";

/**
 * Whoever gave a praise takes it back within ten minutes; the person and the team, who heard of it, hear of this too.
 * Doing it twice is doing it once.
 */
export async function retractPraise(ctx: Context, awardId: string): Promise<Award> {
  const { db, actor, now } = ctx;
  const award = await db.findOne(Award, { where: { id: awardId, kind: "praise" }, ...forUpdate(db) });
  if (!award) throw new NotFound("praise.notFound");
  if (award.givenById !== actor.id) throw new Forbidden("praise.notYours");
  if (award.revokedAt) return award;
  if (!isRecent(award, now)) throw new Conflict("praise.undoTooLate", { minutes: undoMinutes });
  const receiver = await db.findOneByOrFail(Employee, { id: award.employeeId });
  award.revoke(now);
  await db.save(award);
  const told = { kind: "recognition", subjectId: award.id, data: { awardId: award.id } } as const;
  await record(
    ctx,
    "praise.retracted",
    award.id,
    { employeeId: receiver.id },
    { to: [receiver.id], template: "praiseRetracted", ...told },
    { team: receiver.departmentId, template: "praiseRetractedAnnounced", ...told },
  );
  return award;
}

const isRecent = ({ awardedAt }: Award, now: Date) => now.getTime() - awardedAt.getTime() <= undoMinutes * 60_000;

/** Whether the button to take it back would work now. */
export const mayRetractPraise = (actor: Pick<Actor, "id">, award: Award, now: Date): boolean =>
  award.kind === "praise" && award.givenById === actor.id && award.revokedAt === null && isRecent(award, now);
