import { IsNull } from "typeorm";
import { Department, Election } from "../../entities";
import { databaseFault } from "../../entities/databaseErrors";
import { addDays, businessDayOf, countWorkDays, type Day, daysBetween, startOfBusinessDay } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { newId } from "../newId";
import { findDayOverrides } from "../people/findSchedules";
import { record } from "../record";
import { electionMonths } from "./electionMonths";
import { mayOpenElections } from "./electionPolicy";
import { findElectorate, findTeams } from "./electorate";

export const seatLimits = { least: 1, most: 10 } as const;
/** From today to the last day of voting, at most. */
const longestDays = 60;

export interface ElectionPlan {
  /** 'YYYY-MM': what it is about. */
  month: string;
  /** Null: the whole company. */
  departmentId: string | null;
  seats: number;
  /** Last days, both included. */
  nominateUntil: Day;
  voteUntil: Day;
}

/** HR or an executive opens the choice of a month's excellent staff; whoever takes part is told and may nominate. */
export async function openElection(ctx: Context, plan: ElectionPlan): Promise<Election> {
  if (!mayOpenElections(ctx.actor)) throw new Forbidden("election.openForbidden");
  await checkPlan(ctx, plan);
  const { db, actor, now, company } = ctx;
  const departmentKey = plan.departmentId ?? "";
  if (departmentKey !== "" && !(await db.existsBy(Department, { id: departmentKey, archivedAt: IsNull() })))
    throw new NotFound("department.notFound");
  const election = db.create(Election, {
    id: newId(now),
    month: plan.month,
    departmentKey,
    placeKey: `${plan.month}:${departmentKey}`,
    seats: plan.seats,
    state: "nominating",
    createdById: actor.id,
    createdAt: now,
    votesFrom: startOfBusinessDay(addDays(plan.nominateUntil, 1), company.zone),
    endsAt: startOfBusinessDay(addDays(plan.voteUntil, 1), company.zone),
    closedAt: null,
    result: null,
  });
  await insert(ctx, election);
  const { month, seats, nominateUntil, voteUntil } = plan;
  const about = { kind: "recognition", subjectId: election.id } as const;
  await record(
    ctx,
    "election.opened",
    election.id,
    { month, departmentKey, seats, nominateUntil, voteUntil },
    { to: await findElectorate(db, election), template: "electionOpened", ...about },
    ...(await findTeams(db, election)).map((team) => ({ team, template: "electionAnnounced", ...about })),
  );
  return election;
}

/** One a month and department; one that was cancelled leaves it to another. */
async function insert({ db }: Context, election: Election): Promise<void> {
  try {
    await db.insert(Election, election);
  } catch (error) {
    if (databaseFault(error) !== "unique") throw error;
    throw new Conflict("election.exists");
  }
}

async function checkPlan({ db, now, company }: Context, { month, seats, nominateUntil, voteUntil }: ElectionPlan) {
  const today = businessDayOf(now, company.zone);
  if (!electionMonths(today).includes(month)) throw new Invalid("election.month");
  const { least, most } = seatLimits;
  if (!Number.isInteger(seats) || seats < least || seats > most) throw new Invalid("election.seats", { most });
  if (nominateUntil < today) throw new Invalid("election.past");
  if (voteUntil <= nominateUntil) throw new Invalid("election.backwards");
  if (daysBetween(today, voteUntil) > longestDays) throw new Invalid("election.tooLong", { most: longestDays });
  // On days of rest nobody is told of anything.
  const rests = await findDayOverrides(db);
  if (countWorkDays(today, nominateUntil, rests) === 0) throw new Invalid("election.nominateOnRestDays");
  if (countWorkDays(addDays(nominateUntil, 1), voteUntil, rests) === 0) throw new Invalid("election.voteOnRestDays");
}
