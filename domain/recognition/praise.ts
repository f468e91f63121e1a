import { MoreThan } from "typeorm";
import { Award, Employee } from "../../entities";
import type { Context } from "../context";
import { Conflict, Invalid, NotFound, TooMany } from "../errors";
import { newId } from "../newId";
import { plainLine } from "../plainLine";
import { record } from "../record";

/** Praise one person may give within 24 hours. */
export const dailyPraise = 10;

/** Somebody praises a colleague, with a reason of 1–100 characters; the person and their team hear of it. */
export async function praise(
  ctx: Context,
  { employeeId, reason }: { employeeId: string; reason: string },
): Promise<Award> {
  const text = plainLine(reason);
  if (text === "" || text.length > 100) throw new Invalid("praise.reason", { most: 100 });
  if (employeeId === ctx.actor.id) throw new Conflict("praise.self");
  const receiver = await ctx.db.findOneBy(Employee, { id: employeeId, status: "active" });
  if (!receiver) throw new NotFound("person.notFound");
  const since = new Date(ctx.now.getTime() - 24 * 3_600_000);
  const given = await ctx.db.countBy(Award, { kind: "praise", givenById: ctx.actor.id, awardedAt: MoreThan(since) });
  if (given >= dailyPraise) throw new TooMany("praise.tooMany", { most: dailyPraise });
  const award = ctx.db.create(Award, {
    id: newId(ctx.now),
    kind: "praise",
    badgeCode: null,
    employeeId,
    givenById: ctx.actor.id,
    reason: text,
    keyResultId: null,
    checkInId: null,
    fact: null,
    awardedAt: ctx.now,
    revokedAt: null,
  });
  await ctx.db.insert(Award, award);
  const told = { kind: "recognition", subjectId: award.id, data: { awardId: award.id } } as const;
  await record(
    ctx,
    "praise.given",
    award.id,
    { employeeId },
    { to: [employeeId], template: "praised", ...told },
    { team: receiver.departmentId, template: "praiseAnnounced", ...told },
  );
  return award;
}
