import { Award, Employee } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Actor, Context } from "../context";
import { Conflict, Forbidden, NotFound } from "../errors";
import { undoMinutes } from "../goals/undoWindow";
import { callOffNotices, whoHeard } from "../notices/callOffNotices";
import { record } from "../record";

/** What is said of one that was given. */
const templates = ["praised", "praiseAnnounced", "awardReceived", "awardTold", "awardAnnounced"];

/**
 * Whoever gave a praise, badge or honour takes it back within ten minutes, from the whole team where it was a team's;
 * the people and the team, who heard of it, hear of this too. Doing it twice is doing it once.
 */
export async function retractAward(ctx: Context, awardId: string): Promise<Award> {
  const { db, actor, now } = ctx;
  const award = await db.findOne(Award, { where: { id: awardId }, ...forUpdate(db) });
  // What a rule gave, or what is money, is nobody's to take back.
  if (!award || award.givenById === null || award.kind === "packet") throw new NotFound("award.notFound");
  if (award.givenById !== actor.id) throw new Forbidden("award.retractForbidden");
  if (award.revokedAt) return award;
  if (!isRecent(award, now)) throw new Conflict("award.undoTooLate", { minutes: undoMinutes });
  const rows = award.occasionId ? await db.findBy(Award, { occasionId: award.occasionId }) : [award];
  for (const row of rows) row.revoke(now);
  await db.save(rows);
  const subjectIds = rows.map(({ id }) => id);
  const calledOff = await callOffNotices(ctx, { subjectIds, templates, since: award.awardedAt });
  const receiver = await db.findOneByOrFail(Employee, { id: award.employeeId });
  const told = { kind: "recognition", subjectId: award.id, data: { awardId: award.id } } as const;
  const receivers = rows.map(({ employeeId }) => employeeId);
  const to = whoHeard(receivers, calledOff);
  const [team] = whoHeard([award.teamId ?? receiver.departmentId], calledOff);
  await record(
    ctx,
    award.kind === "praise" ? "praise.retracted" : "award.retracted",
    award.id,
    { employeeId: receiver.id, receivers: rows.length },
    { to, template: award.kind === "praise" ? "praiseRetracted" : "awardRetracted", ...told },
    { team, template: award.kind === "praise" ? "praiseRetractedAnnounced" : "awardRetractedAnnounced", ...told },
  );
  return award;
}

const isRecent = ({ awardedAt }: Award, now: Date) => now.getTime() - awardedAt.getTime() <= undoMinutes * 60_000;

/** Whether the button to take it back would work now. */
export const mayRetractAward = (actor: Pick<Actor, "id">, award: Award, now: Date): boolean =>
  award.kind !== "packet" && award.givenById === actor.id && award.revokedAt === null && isRecent(award, now);
