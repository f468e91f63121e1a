import { MoreThanOrEqual } from "typeorm";
import { Award, Employee } from "../../entities";
import { businessDayOf, cycleBounds, startOfBusinessDay } from "../calendar";
import type { Context } from "../context";
import { Conflict, Invalid, NotFound, TooMany } from "../errors";
import { newId } from "../newId";
import { holdActor } from "../people/holdActor";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { readValue } from "./values";

/** Praise one person may give in a calendar month, and how much of it to the same colleague. */
export const monthlyPraise = 30;
export const monthlyPraiseOfOne = 5;

/** Somebody praises a colleague, with a reason of 1–100 characters; the person and their team hear of it. */
export async function praise(
  ctx: Context,
  { employeeId, reason, value }: { employeeId: string; reason: string; value?: string | null },
): Promise<Award> {
  const text = plainLine(reason);
  if (text === "" || text.length > 100) throw new Invalid("praise.reason", { most: 100 });
  if (employeeId === ctx.actor.id) throw new Conflict("praise.self");
  const receiver = await ctx.db.findOneBy(Employee, { id: employeeId, status: "active" });
  if (!receiver) throw new NotFound("person.notFound");
  await checkQuota(ctx, receiver);
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
    value: await readValue(ctx.db, value),
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

/** What was taken back counts too: it was read. */
async function checkQuota(ctx: Context, { id: employeeId, name }: Employee) {
  const { db, now, actor, company } = ctx;
  const { zone } = company;
  await holdActor(ctx);
  const month = cycleBounds("month", businessDayOf(now, zone));
  const given = await db.findBy(Award, {
    kind: "praise",
    givenById: actor.id,
    awardedAt: MoreThanOrEqual(startOfBusinessDay(month.startsOn, zone)),
  });
  if (given.length >= monthlyPraise) throw new TooMany("praise.tooMany", { most: monthlyPraise });
  if (given.filter((award) => award.employeeId === employeeId).length >= monthlyPraiseOfOne)
    throw new TooMany("praise.tooManyOfOne", { most: monthlyPraiseOfOne, name: name ?? "" });
}
