import { In } from "typeorm";
import { Election, Employee } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { record } from "../record";
import { countVotes } from "./countVotes";
import { findTeams } from "./electorate";
import { electWinners } from "./electWinners";
import { honourWinner } from "./honourWinner";
import { phaseOf } from "./phaseOf";

/**
 * Counts, honours the elected and tells their teams: once, whoever does it. Early only where nobody is left to vote for.
 * Answers whether it was closed now.
 */
export async function closeElection(work: Work, id: string): Promise<boolean> {
  const { db, now } = work;
  const election = await db.findOne(Election, { where: { id }, ...forUpdate(db) });
  if (!election) return false;
  const phase = phaseOf(election, now);
  if (phase === "closed" || phase === "cancelled") return false;
  const tallies = await countVotes(db, id);
  if (phase === "nominating" || (phase === "voting" && tallies.length > 0)) return false;
  const standings = electWinners(tallies, election.seats);
  const result = standings.map(({ employeeId, votes, isElected }) => ({ employeeId, votes, isElected }));
  await db.update(Election, id, { state: "closed", closedAt: now, result });
  const winners = standings.filter(({ isElected }) => isElected);
  for (const winner of winners) await honourWinner(work, election, winner);
  const people = await db.findBy(Employee, { id: In(winners.map(({ employeeId }) => employeeId)) });
  const ofWinners = people.map(({ departmentId }) => departmentId);
  const teams = winners.length > 0 ? await findTeams(db, election, ofWinners) : [];
  const about = { kind: "recognition", subjectId: id } as const;
  await record(
    work,
    "election.closed",
    id,
    { result },
    { to: people.map((one) => one.id), template: "electionWon", ...about },
    { to: [election.createdById], template: "electionEnded", ...about },
    ...teams.map((team) => ({ team, template: "electionResult", ...about })),
  );
  return true;
}
