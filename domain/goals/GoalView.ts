import type { Cycle, Employee, Objective } from "../../entities";
import type { Figures } from "./figuresOf";
import type { Goal } from "./Goal";
import type { KeyResultRow } from "./KeyResultRow";
import type { Ratio } from "./Ratio";

/** A goal with its figures: what a screen or a card shows. */
export interface GoalView {
  goal: Goal;
  objective: Objective;
  owner: Employee;
  cycle: Cycle;
  keyResults: ({ row: KeyResultRow } & Figures)[];
  /** Roll-up of the key results; undefined before the first report. */
  progress: Ratio | undefined;
}
