import type { z } from "zod";
import type { Actor } from "../../domain/context";
import type { OwnElectionView } from "../../domain/elections/findElections";
import { nominationsEach } from "../../domain/elections/nominate";
import type * as schema from "../schemas/elections";
import { presentPerson } from "./person";

const presentHead = ({ election, department, ...view }: OwnElectionView) => ({
  id: election.id,
  month: election.month,
  department: department ? { id: department.id, name: department.name } : null,
  seats: election.seats,
  phase: view.phase,
  nominateUntil: view.nominateUntil,
  voteUntil: view.voteUntil,
  turnout: view.turnout,
  hasVoted: view.myVote !== null,
  abilities: view.abilities,
});

export const presentElectionSummary = (view: OwnElectionView): z.input<typeof schema.ElectionSummary> => ({
  ...presentHead(view),
  nominees: view.nominees.length,
  winners: view.nominees.filter(({ isElected }) => isElected).map(({ person }) => presentPerson(person)),
});

export const presentElection = (
  view: OwnElectionView,
  { actor }: { actor: Actor },
): z.input<typeof schema.Election> => ({
  ...presentHead(view),
  nominees: view.nominees.map(({ person, reasons, votes, isElected }) => ({
    ...presentPerson(person),
    reasons: reasons.map(({ by, reason }) => ({ by: presentPerson(by), reason })),
    votes,
    isElected,
    isMyVote: view.myVote === person.id,
    isMyNominee: view.myNominees.includes(person.id),
    mayVote: view.abilities.vote && person.id !== actor.id,
  })),
  nominationsLeft: view.abilities.nominate ? nominationsEach - view.myNominees.length : 0,
});
