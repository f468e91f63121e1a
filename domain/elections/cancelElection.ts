import { IsNull, MoreThan } from "typeorm";
import { CardCode, Election } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";
import { newId } from "../newId";
import { callOffNotices, whoHeard } from "../notices/callOffNotices";
import { owe, record } from "../record";
import { findTeams } from "./electorate";
import { lockElection } from "./lockElection";

/**
 * Whoever may open elections calls one off that was opened by mistake, while no result is known; those who took part are
 * told, and the teams that had heard of it; cards to vote with say so. Another may be opened for the month. Doing it twice
 * is doing it once.
 */
export async function cancelElection(ctx: Context, id: string): Promise<Election> {
  const election = await lockElection(ctx, id, "cancel");
  if (election.state === "cancelled") return election;
  if (election.state === "closed") throw new Conflict("election.isOver");
  Object.assign(election, { state: "cancelled", placeKey: null, closedAt: ctx.now });
  await ctx.db.update(Election, id, { state: "cancelled", placeKey: null, closedAt: ctx.now });
  const to = (await findInvolved(ctx, id)).filter((one) => one !== ctx.actor.id);
  const about = { kind: "recognition", subjectId: id } as const;
  const untold = { subjectIds: [id], templates: ["electionAnnounced"], since: election.createdAt };
  const calledOff = await callOffNotices(ctx, untold);
  const teams = whoHeard(await findTeams(ctx.db, election), calledOff);
  await record(
    ctx,
    "election.cancelled",
    id,
    {},
    { to, template: "electionCancelled", ...about },
    ...teams.map((team) => ({ team, template: "electionCancelledAnnounced", ...about })),
  );
  await redrawCards(ctx, id);
  return election;
}

/** Every card to vote with that was sent or pressed is owed its last look, by the code it still has. */
async function redrawCards(ctx: Context, id: string): Promise<void> {
  const isLeft = { subjectId: id, usedAt: IsNull(), expiresAt: MoreThan(ctx.now) };
  const cards = await ctx.db.find(CardCode, { where: isLeft, order: { code: "ASC" } });
  await ctx.db.update(CardCode, isLeft, { usedAt: ctx.now });
  const key = newId(ctx.now);
  const owed = cards.map(({ code, employeeId }, index) => ({
    to: [employeeId],
    template: "cardUpdated",
    kind: "card" as const,
    key: `${key}.${index}`,
    subjectId: id,
    data: { responseCode: code, isElection: true },
    hours: 72,
  }));
  await owe(ctx, key, owed);
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
