import { In } from "typeorm";
import { Election, Nomination, Vote } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { NotFound } from "../errors";
import type { ElectionView } from "./ElectionView";
import { electionPolicy, mayOpenElections } from "./electionPolicy";
import { findDepartmentsAbove } from "./electorate";
import { nominationsEach } from "./nominate";
import { viewElections } from "./viewElections";

type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

/** An election with what the one who asks has done and may do in it. */
export interface OwnElectionView extends ElectionView {
  isPart: boolean;
  /** For whom I voted. */
  myVote: string | null;
  /** Whom I put forward. */
  myNominees: readonly string[];
  abilities: { nominate: boolean; withdrawNomination: boolean; vote: boolean; withdrawVote: boolean; cancel: boolean };
}

const mostListed = 20;

/** The latest elections one may see, newest first, in a fixed number of statements. */
export async function findElections(reader: Reader): Promise<OwnElectionView[]> {
  const { db, actor } = reader;
  const scopes = ["", ...(await findDepartmentsAbove(db, actor.departmentId))];
  const elections = await db.find(Election, {
    ...(!mayOpenElections(actor) && { where: { departmentKey: In(scopes) } }),
    order: { id: "DESC" },
    take: mostListed,
  });
  return own(reader, await viewElections(reader, elections), scopes);
}

/** One election. @throws NotFound */
export async function findElection(reader: Reader, id: string): Promise<OwnElectionView> {
  const election = await reader.db.findOneBy(Election, { id });
  if (!election) throw new NotFound("election.notFound");
  const scopes = ["", ...(await findDepartmentsAbove(reader.db, reader.actor.departmentId))];
  const isPart = scopes.includes(election.departmentKey);
  authorize(electionPolicy, "read", reader.actor, { election, isPart }, "election");
  const [view] = await own(reader, await viewElections(reader, [election]), scopes);
  return view!;
}

async function own(
  { db, actor }: Reader,
  views: readonly ElectionView[],
  scopes: readonly string[],
): Promise<OwnElectionView[]> {
  const electionId = In(views.map(({ election }) => election.id));
  const votes = await db.findBy(Vote, { electionId, voterId: actor.id });
  const nominations = await db.findBy(Nomination, { electionId, nominatedById: actor.id });
  return views.map((view) => {
    const { id, departmentKey } = view.election;
    const isPart = scopes.includes(departmentKey);
    const myNominees = nominations.filter((one) => one.electionId === id).map(({ employeeId }) => employeeId);
    const given = votes.find((vote) => vote.electionId === id)?.nomineeId;
    // For somebody who has left it counts no more: it is to be given anew.
    const myVote = view.nominees.some(({ person }) => person.id === given) ? (given ?? null) : null;
    const isNominating = isPart && view.phase === "nominating";
    const isVoting = isPart && view.phase === "voting";
    return {
      ...view,
      isPart,
      myVote,
      myNominees,
      abilities: {
        nominate: isNominating && myNominees.length < nominationsEach,
        withdrawNomination: isNominating && myNominees.length > 0,
        vote: isVoting && view.nominees.some(({ person }) => person.id !== actor.id),
        withdrawVote: isVoting && myVote !== null,
        cancel: mayOpenElections(actor) && view.phase !== "closed" && view.phase !== "cancelled",
      },
    };
  });
}
