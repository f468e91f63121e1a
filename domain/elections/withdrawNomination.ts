import { Nomination } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { record } from "../record";
import { lockElection } from "./lockElection";
import { phaseOf } from "./phaseOf";

/** Takes back whom one put forward, who is told, while nominations are open. Doing it twice is doing it once. */
export async function withdrawNomination(ctx: Context, electionId: string, employeeId: string): Promise<void> {
  const { db, actor, now } = ctx;
  const election = await lockElection(ctx, electionId, "withdraw");
  if (phaseOf(election, now) !== "nominating") throw new Conflict("election.notNominating");
  const own = await db.findOneBy(Nomination, { electionId, employeeId, nominatedById: actor.id });
  if (!own) return;
  await db.delete(Nomination, { id: own.id });
  await record(
    ctx,
    "election.nominationWithdrawn",
    electionId,
    { employeeId },
    { to: [employeeId], template: "electionNominationWithdrawn", kind: "recognition", subjectId: electionId },
  );
}
