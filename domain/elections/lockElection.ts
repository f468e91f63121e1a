import { Election, Nomination, Vote } from "../../entities";
import { forUpdate } from "../../entities/database";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { electionPolicy } from "./electionPolicy";
import { takesPart } from "./electorate";

type Move = Exclude<keyof typeof electionPolicy, "read">;

/**
 * Locks an election the actor may do something in, until the unit of work ends: nothing is counted while somebody votes,
 * and nobody votes once it is counted.
 */
export async function lockElection(ctx: Context, id: string, ability: Move): Promise<Election> {
  const election = await ctx.db.findOne(Election, { where: { id }, ...forUpdate(ctx.db) });
  if (!election) throw new NotFound("election.notFound");
  const isPart =
    (await takesPart(ctx.db, election, ctx.actor)) || (ability === "withdraw" && (await hasSaid(ctx, election)));
  authorize(electionPolicy, ability, ctx.actor, { election, isPart }, "election");
  if (election.state === "cancelled" && ability !== "cancel") throw new Conflict("election.isCancelled");
  return election;
}

/** Whoever goes to another department can still take back what they said. */
const hasSaid = async ({ db, actor }: Context, { id: electionId }: Election): Promise<boolean> =>
  (await db.existsBy(Nomination, { electionId, nominatedById: actor.id })) ||
  (await db.existsBy(Vote, { electionId, voterId: actor.id }));
