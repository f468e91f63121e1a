import { In } from "typeorm";
import { Election, type Notice, Vote } from "../../entities";
import type { Work } from "../context";
import type { ElectionView } from "./ElectionView";
import { viewElections } from "./viewElections";

/** What a notice about an election speaks of, and for whom the person it goes to has voted. */
export type ElectionFacts = ElectionView & { myVote: string | null };

/** By notice id, in a fixed number of statements: a vote's card goes to everybody. */
export async function findElectionFacts(
  { db, company }: Pick<Work, "db" | "company">,
  notices: readonly Notice[],
): Promise<Map<string, ElectionFacts>> {
  if (notices.length === 0) return new Map();
  const now = new Date(Math.max(...notices.map(({ asOf }) => asOf.getTime())));
  const electionId = In([...new Set(notices.map(({ subjectId }) => subjectId ?? ""))]);
  const views = await viewElections({ db, now, company }, await db.findBy(Election, { id: electionId }));
  const voterIds = [...new Set(notices.flatMap(({ employeeId }) => employeeId ?? []))];
  const votes = await db.findBy(Vote, { electionId, voterId: In(voterIds) });
  const choices = new Map(votes.map((vote) => [`${vote.electionId}:${vote.voterId}`, vote.nomineeId]));
  return new Map(
    notices.flatMap(({ id, subjectId, employeeId }) => {
      const view = views.find(({ election }) => election.id === subjectId);
      return view ? [[id, { ...view, myVote: choices.get(`${subjectId}:${employeeId}`) ?? null }] as const] : [];
    }),
  );
}
