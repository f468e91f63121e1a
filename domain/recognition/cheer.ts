import { Award, AwardCheer, Notice } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { newId } from "../newId";
import { owe, record } from "../record";

const hourMs = 3_600_000;

/**
 * One press under a recognition: its receiver thanks whoever gave it, anybody else congratulates. It counts once for each
 * person; of a team's award all members are told together. Doing it twice is doing it once.
 */
export async function cheer(ctx: Context, awardId: string): Promise<AwardCheer> {
  const award = await lockOccasion(ctx, awardId);
  const receivers = await findReceivers(ctx, award);
  const { db, actor, now } = ctx;
  const before = await db.findOneBy(AwardCheer, { awardId: award.id, employeeId: actor.id });
  if (before) return before;
  if (award.revokedAt) throw new Conflict("award.isRevoked");
  const kind = receivers.includes(actor.id) ? "thanks" : "congrats";
  if (kind === "congrats" && award.givenById === actor.id) throw new Conflict("award.ownGift");
  if (kind === "thanks" && award.givenById === null) throw new Conflict("award.nobodyToThank");
  const row = db.create(AwardCheer, { id: newId(now), awardId: award.id, employeeId: actor.id, kind, at: now });
  await db.insert(AwardCheer, row);
  await record(ctx, `award.${kind}`, award.id);
  await tell(ctx, award, kind === "thanks" ? [award.givenById!] : receivers, kind);
  return row;
}

/** Whether a press would count: its giver neither congratulates on it nor is thanked by nobody. */
export const mayCheer = (
  { revokedAt, givenById }: Pick<Award, "revokedAt" | "givenById">,
  { actorId, isReceiver }: { actorId: string; isReceiver: boolean },
): boolean => revokedAt === null && (isReceiver ? givenById !== null : givenById !== actorId);

/** The row all of a team's name, or the award itself; held, so that its one notice of the hour is owed once. */
async function lockOccasion({ db }: Context, id: string): Promise<Award> {
  const award = await db.findOneBy(Award, { id });
  const occasion = await db.findOne(Award, { where: { id: award?.occasionId ?? id }, ...forUpdate(db) });
  if (!occasion) throw new NotFound("award.notFound");
  return occasion;
}

async function findReceivers({ db }: Context, { id, employeeId, occasionId }: Award): Promise<string[]> {
  if (occasionId === null) return [employeeId];
  return (await db.findBy(Award, { occasionId: id })).map((row) => row.employeeId);
}

/** Thanks for one person's award come at once; everything else is collected until the hour is over. */
async function tell(ctx: Context, award: Award, to: readonly string[], kind: AwardCheer["kind"]) {
  const isAtOnce = kind === "thanks" && award.occasionId === null;
  const hour = Math.floor(ctx.now.getTime() / hourMs) + 1;
  const template = kind === "thanks" ? "awardThanked" : "awardCheered";
  const key = `${kind}:${award.id}:${isAtOnce ? ctx.now.getTime() : hour}`;
  // The dedupe key of the notice to the first: one of all of them is owed when the others are.
  if (await ctx.db.existsBy(Notice, { dedupeKey: `${key}:${template}:${to[0]}` })) return;
  const byId = isAtOnce ? { byId: ctx.actor.id } : {};
  const about = { kind: "recognition", subjectId: award.id, data: { awardId: award.id, ...byId } } as const;
  await owe(ctx, key, [{ to, template, ...about, ...(!isAtOnce && { after: new Date(hour * hourMs) }) }]);
}
