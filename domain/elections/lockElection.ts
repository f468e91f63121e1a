import { Election } from "../../entities";
import { forUpdate } from "../../entities/database";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { electionPolicy } from "./electionPolicy";
import { takesPart } from "./electorate";

/**
 * Locks an election the actor may do something in, until the unit of work ends: nothing is counted while somebody votes,
 * and nobody votes once it is counted.
 */
export async function lockElection(ctx: Context, id: string, ability: "nominate" | "vote"): Promise<Election> {
  const election = await ctx.db.findOne(Election, { where: { id }, ...forUpdate(ctx.db) });
  if (!election) throw new NotFound("election.notFound");
  const isPart = await takesPart(ctx.db, election, ctx.actor);
  authorize(electionPolicy, ability, ctx.actor, { election, isPart }, "election");
  return election;
}
