import type { Approval, Cycle, Employee, KeyResult, Objective } from "../../entities";

/** An objective with its key results, its owner and the approval that is open: what people call a goal. */
export interface Goal {
  objective: Objective;
  keyResults: KeyResult[];
  owner: Employee;
  cycle: Cycle;
  /** The last day of its cycle had passed when it was read: no more is asked, promised or reported. */
  isOver: boolean;
  /** Who was asked and has not decided yet. */
  approval: Approval | null;
  /** Ids of the people above the owner, nearest first. */
  lineAbove: readonly string[];
  /** Ids of those who stand in for the owner today: no more to decide on it than the owner. */
  deputies: readonly string[];
  /** Ids of those who stand in today for somebody above: they answer in their place. */
  standIns: readonly string[];
}
