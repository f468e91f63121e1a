import type { Employee, Idea, Metric } from "../../entities";
import type { Approver } from "../people/findApprover";

/** An idea with the people around it. */
export interface IdeaView {
  idea: Idea;
  author: Employee;
  decidedBy: Employee | undefined;
  /** What its effect is measured by. */
  metric: Metric | undefined;
  /** Who is to decide on it as things stand today; undefined once it is decided, or where nobody is left. */
  asked: Approver | undefined;
  /** Ids of the people the author answers to, nearest first. */
  lineAbove: readonly string[];
  /** Ids of those who stand in today for the author, and for somebody above them. */
  deputies: readonly string[];
  standIns: readonly string[];
}
