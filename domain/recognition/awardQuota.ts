import { In, MoreThanOrEqual } from "typeorm";
import { Award, type Employee } from "../../entities";
import { businessDayOf, cycleBounds, startOfBusinessDay } from "../calendar";
import type { Context } from "../context";
import { TooMany } from "../errors";
import { holdActor } from "../people/holdActor";

/** Badges and honours one person may give in a calendar month, a team's as one, and how many of them to the same person. */
export const monthlyAwards = 20;
export const monthlyAwardsOfOne = 3;

/**
 * Refuses what is beyond the giver's month, or beyond what one person gets from them. What was taken back counts too:
 * it was read.
 */
export async function checkAwardQuota(ctx: Context, receivers: readonly Employee[]) {
  const { db, now, actor, company } = ctx;
  await holdActor(ctx);
  const { startsOn } = cycleBounds("month", businessDayOf(now, company.zone));
  const given = await db.find(Award, {
    select: { id: true, employeeId: true, occasionId: true },
    where: {
      kind: In(["badge", "honour"]),
      givenById: actor.id,
      awardedAt: MoreThanOrEqual(startOfBusinessDay(startsOn, company.zone)),
    },
  });
  const occasions = new Set(given.map(({ id, occasionId }) => occasionId ?? id));
  if (occasions.size >= monthlyAwards) throw new TooMany("award.tooMany", { most: monthlyAwards });
  for (const { id, name } of receivers)
    if (given.filter(({ employeeId }) => employeeId === id).length >= monthlyAwardsOfOne)
      throw new TooMany("award.tooManyOfOne", { most: monthlyAwardsOfOne, name: name ?? "" });
}
