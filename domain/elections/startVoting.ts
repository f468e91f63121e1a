import { Election, Nomination } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { record } from "../record";
import { closeElection } from "./closeElection";
import { findElectorate } from "./electorate";
import { phaseOf } from "./phaseOf";

/** Once nominations are over everybody who takes part gets a card to vote with; where nobody was put forward it ends. */
export async function startVoting(work: Work, id: string): Promise<boolean> {
  const election = await work.db.findOne(Election, { where: { id }, ...forUpdate(work.db) });
  if (election?.state !== "nominating" || phaseOf(election, work.now) === "nominating") return false;
  if (!(await work.db.existsBy(Nomination, { electionId: id }))) return closeElection(work, id);
  await work.db.update(Election, id, { state: "voting" });
  // Later than the end there is nothing to vote for any more: only to count.
  const isOpen = phaseOf(election, work.now) === "voting";
  await record(
    work,
    "election.votingStarted",
    id,
    {},
    {
      to: isOpen ? await findElectorate(work.db, election) : [],
      template: "electionVoting",
      kind: "approval",
      subjectId: id,
      hours: (election.endsAt.getTime() - work.now.getTime()) / 3_600_000,
    },
  );
  return true;
}
