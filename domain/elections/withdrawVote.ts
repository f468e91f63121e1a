import { Vote } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { record } from "../record";
import { lockElection } from "./lockElection";
import { phaseOf } from "./phaseOf";

/** Takes one's vote back until the end. Doing it twice is doing it once. */
export async function withdrawVote(ctx: Context, electionId: string): Promise<void> {
  const { db, actor, now } = ctx;
  const election = await lockElection(ctx, electionId, "withdraw");
  if (phaseOf(election, now) !== "voting") throw new Conflict("election.notVoting");
  const own = await db.findOneBy(Vote, { electionId, voterId: actor.id });
  if (!own) return;
  await db.delete(Vote, { id: own.id });
  // For whom it was is nobody's to know.
  await record(ctx, "election.voteWithdrawn", electionId);
}
