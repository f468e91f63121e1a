import { Department, Election } from "../../entities";
import { databaseFault } from "../../entities/databaseErrors";
import { addDays, businessDayOf, type Day, daysBetween, startOfBusinessDay } from "../calendar";
import type { Context } from "../context";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors";
import { newId } from "../newId";
import { record } from "../record";
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
  checkPlan(ctx, plan);
  const { db, actor, now, company } = ctx;
  const departmentKey = plan.departmentId ?? "";
  if (departmentKey !== "" && !(await db.existsBy(Department, { id: departmentKey })))
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

function checkPlan({ now, company }: Context, { seats, nominateUntil, voteUntil }: ElectionPlan) {
  const today = businessDayOf(now, company.zone);
  const { least, most } = seatLimits;
  if (!Number.isInteger(seats) || seats < least || seats > most) throw new Invalid("election.seats", { most });
  if (nominateUntil < today) throw new Invalid("election.past");
  if (voteUntil <= nominateUntil) throw new Invalid("election.backwards");
  if (daysBetween(today, voteUntil) > longestDays) throw new Invalid("election.tooLong", { most: longestDays });
}
