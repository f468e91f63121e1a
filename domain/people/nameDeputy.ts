import { IsNull, MoreThanOrEqual } from "typeorm";
import { Deputy, Employee } from "../../entities";
import { forUpdate } from "../../entities/database";
import { businessDayOf, type Day, daysBetween } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { followDeputies } from "../goals/followDeputies";
import { newId } from "../newId";
import { recordDeputy } from "./recordDeputy";

/** The longest absence somebody stands in for, in days, both ends included. */
const mostDeputyDays = 92;
/** How far ahead an absence is known; a year mistyped would wait on the page for ever. */
const mostDaysAhead = 366;

interface Deputyship {
  deputyId: string;
  startsOn: Day;
  endsOn: Day;
}

/** A manager names who decides in their place on the days given, both included. Doing it twice is doing it once. */
export async function nameDeputy(ctx: Context, named: Deputyship): Promise<{ deputy: Deputy; person: Employee }> {
  const { db, actor, now } = ctx;
  const today = businessDayOf(now, ctx.company.zone);
  checkDays(named, today);
  if (named.deputyId === actor.id) throw new Invalid("deputy.self");
  // Two namings at once would not see each other.
  await db.findOne(Employee, { where: { id: actor.id }, ...forUpdate(db) });
  if (!(await db.existsBy(Employee, { reportsToId: actor.id, status: "active" }))) throw new Forbidden("deputy.noTeam");
  const person = await db.findOneBy(Employee, { id: named.deputyId, status: "active" });
  if (!person) throw new NotFound("person.notFound");
  const others = await db.findBy(Deputy, {
    employeeId: actor.id,
    endedAt: IsNull(),
    endsOn: MoreThanOrEqual(named.startsOn),
  });
  const overlapping = others.find(({ startsOn }) => startsOn <= named.endsOn);
  if (overlapping && isSame(overlapping, named)) return { deputy: overlapping, person };
  if (overlapping) throw new Conflict("deputy.overlaps", { from: overlapping.startsOn, until: overlapping.endsOn });
  const deputy = db.create(Deputy, { id: newId(now), employeeId: actor.id, ...named, createdAt: now, endedAt: null });
  await db.insert(Deputy, deputy);
  await recordDeputy(ctx, "named", deputy);
  if (named.startsOn <= today) await followDeputies(ctx, actor.id);
  return { deputy, person };
}

function checkDays({ startsOn, endsOn }: Deputyship, today: Day) {
  if (startsOn > endsOn) throw new Invalid("deputy.backwards");
  if (startsOn < today) throw new Invalid("deputy.past");
  if (daysBetween(today, startsOn) > mostDaysAhead) throw new Invalid("deputy.tooFar");
  if (daysBetween(startsOn, endsOn) >= mostDeputyDays) throw new Invalid("deputy.tooLong", { most: mostDeputyDays });
}

const isSame = (one: Deputyship, other: Deputyship) =>
  one.deputyId === other.deputyId && one.startsOn === other.startsOn && one.endsOn === other.endsOn;
