import { Election } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { record } from "../record";
import { lockElection } from "./lockElection";

/**
 * Whoever may open elections calls one off that was opened by mistake, while no result is known; those who took part are
 * told, and another may be opened for the month. Doing it twice is doing it once.
 */
export async function cancelElection(ctx: Context, id: string): Promise<Election> {
  const election = await lockElection(ctx, id, "cancel");
  if (election.state === "cancelled") return election;
  if (election.state === "closed") throw new Conflict("election.isOver");
  Object.assign(election, { state: "cancelled", placeKey: null, closedAt: ctx.now });
  await ctx.db.update(Election, id, { state: "cancelled", placeKey: null, closedAt: ctx.now });
  const to = (await findInvolved(ctx, id)).filter((one) => one !== ctx.actor.id);
  const about = { kind: "recognition", subjectId: id } as const;
  await record(ctx, "election.cancelled", id, {}, { to, template: "electionCancelled", ...about });
  return election;
}

/** Who was put forward, who did so, and who voted. One statement. */
async function findInvolved({ db }: Context, id: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT employeeId AS id FROM nominations WHERE electionId = ?
      UNION SELECT nominatedById FROM nominations WHERE electionId = ?
      UNION SELECT voterId FROM votes WHERE electionId = ? ORDER BY 1`,
    [id, id, id],
  );
  return rows.map((row) => row.id);
}
