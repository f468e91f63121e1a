import { Employee, Nomination, Vote } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { newId } from "../newId";
import { record } from "../record";
import { lockElection } from "./lockElection";
import { phaseOf } from "./phaseOf";

/** One's one vote, which may be given to another until the end. Never for oneself. */
export async function vote(ctx: Context, electionId: string, nomineeId: string): Promise<void> {
  const { db, actor, now } = ctx;
  const election = await lockElection(ctx, electionId, "vote");
  if (phaseOf(election, now) !== "voting") throw new Conflict("election.notVoting");
  if (nomineeId === actor.id) throw new Conflict("election.selfVote");
  const isNominee =
    (await db.existsBy(Nomination, { electionId, employeeId: nomineeId })) &&
    (await db.existsBy(Employee, { id: nomineeId, status: "active" }));
  if (!isNominee) throw new Conflict("election.notNominated");
  const before = await db.findOneBy(Vote, { electionId, voterId: actor.id });
  if (before?.nomineeId === nomineeId) return;
  if (before) await db.update(Vote, before.id, { nomineeId, at: now });
  else await db.insert(Vote, { id: newId(now), electionId, voterId: actor.id, nomineeId, at: now });
  // For whom is nobody's to know, and the audit is read by people.
  await record(ctx, before ? "election.voteChanged" : "election.voted", electionId);
}
