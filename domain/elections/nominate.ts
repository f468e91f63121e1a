import { Employee, Nomination } from "../../entities";
import type { Context } from "../context";
import { Conflict, Invalid, NotFound } from "../errors";
import { newId } from "../newId";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { takesPart } from "./electorate";
import { lockElection } from "./lockElection";
import { phaseOf } from "./phaseOf";

/** People one may put forward in one election. */
export const nominationsEach = 2;
const mostCharacters = 100;

export interface Proposal {
  employeeId: string;
  reason: string;
}

/** Somebody puts a colleague forward, who is told. The same colleague again is once, with the first reason. */
export async function nominate(ctx: Context, electionId: string, proposal: Proposal): Promise<Nomination> {
  const { db, actor, now } = ctx;
  const election = await lockElection(ctx, electionId, "nominate");
  if (phaseOf(election, now) !== "nominating") throw new Conflict("election.notNominating");
  const { employeeId } = proposal;
  if (employeeId === actor.id) throw new Conflict("election.selfNomination");
  const reason = plainLine(proposal.reason);
  if (reason === "" || reason.length > mostCharacters) throw new Invalid("election.reason", { most: mostCharacters });
  const nominee = await db.findOneBy(Employee, { id: employeeId, status: "active" });
  if (!nominee) throw new NotFound("person.notFound");
  if (!(await takesPart(db, election, nominee))) throw new Conflict("election.notInScope");
  const given = await db.findBy(Nomination, { electionId, nominatedById: actor.id });
  const same = given.find((one) => one.employeeId === employeeId);
  if (same) return same;
  if (given.length >= nominationsEach) throw new Conflict("election.tooManyNominations", { most: nominationsEach });
  const nomination = db.create(Nomination, {
    id: newId(now),
    electionId,
    employeeId,
    nominatedById: actor.id,
    reason,
    at: now,
  });
  await db.insert(Nomination, nomination);
  await record(
    ctx,
    "election.nominated",
    electionId,
    { employeeId },
    { to: [employeeId], template: "electionNominated", kind: "recognition", subjectId: electionId },
  );
  return nomination;
}
