import type { Department, Election, Employee } from "../../entities";
import type { Day } from "../calendar";
import type { Phase } from "./phaseOf";

export interface Nominee {
  person: Employee;
  reasons: readonly { by: Employee; reason: string }[];
  /** Known once it is counted. */
  votes: number | null;
  isElected: boolean;
}

/** An election as somebody sees it. */
export interface ElectionView {
  election: Election;
  /** Undefined: the whole company. */
  department: Department | undefined;
  phase: Phase;
  /** Last days, both included. */
  nominateUntil: Day;
  voteUntil: Day;
  /** In the order they were put forward; once counted the best first. */
  nominees: readonly Nominee[];
  /** How many have voted. */
  turnout: number;
}
