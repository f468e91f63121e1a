import type { Actor } from "../context";
import type { Goal } from "./Goal";
import { mayMove } from "./transitions";
import { isInUndoWindow } from "./undoWindow";

const owns = (actor: Actor, { objective }: Goal) => objective.ownerId === actor.id;
const isAbove = (actor: Actor, { lineAbove }: Goal) => lineAbove.includes(actor.id);
const isHr = (actor: Actor) => actor.roles.includes("hr");
const isAsked = (actor: Actor, { approval }: Goal) => approval?.approverId === actor.id;
const approved = (actor: Actor, { objective }: Goal) => objective.approvedById === actor.id;
const standsInAbove = (actor: Actor, { standIns }: Goal) => standIns.includes(actor.id);
const isAtTop = ({ lineAbove }: Goal) => lineAbove.length === 0;
/** HR acts where nobody is above the owner, whoever else was asked. */
const actsForVacancy = (actor: Actor, goal: Goal) => isHr(actor) && isAtTop(goal);
/** An executive, who is asked to approve where nobody is above, helps there as well. */
const helpsAtTop = (actor: Actor, goal: Goal) => actor.roles.includes("executive") && isAtTop(goal);
/** What the owner may not decide on, nobody they named decides on for them. */
const isNamedByOwner = (actor: Actor, { deputies }: Goal) => deputies.includes(actor.id);
const isDecider = (actor: Actor, goal: Goal) =>
  !owns(actor, goal) &&
  !isNamedByOwner(actor, goal) &&
  (isAsked(actor, goal) || isAbove(actor, goal) || actsForVacancy(actor, goal));

/** Who may do what with a goal. Whether its state allows the move is for `transitions` to say. */
export const goalPolicy = {
  read: (actor: Actor, goal: Goal) =>
    !goal.objective.isRestricted || owns(actor, goal) || isAbove(actor, goal) || isAsked(actor, goal) || isHr(actor),
  edit: owns,
  submit: owns,
  withdraw: owns,
  /** Somebody above may report for them (代报). */
  report: (actor: Actor, goal: Goal) => owns(actor, goal) || isAbove(actor, goal),
  /** The owner raises a problem; who decides, is above or stands in for somebody above answers it (`answerable`). */
  comment: (actor: Actor, goal: Goal) =>
    owns(actor, goal) ||
    isDecider(actor, goal) ||
    ((standsInAbove(actor, goal) || helpsAtTop(actor, goal)) && !isNamedByOwner(actor, goal)),
  approve: isDecider,
  return: isDecider,
  undoApproval: (actor: Actor, goal: Goal) => approved(actor, goal) && !owns(actor, goal),
};

/** The policy and the state together: which buttons would work now. */
export function goalAbilities(actor: Actor, goal: Goal, now: Date): Record<keyof typeof goalPolicy, boolean> {
  const { status } = goal.objective;
  const isRunning = !goal.isOver;
  const may = (ability: keyof typeof goalPolicy) => goalPolicy[ability](actor, goal);
  return {
    read: may("read"),
    edit: may("edit") && (status === "draft" || status === "returned"),
    submit: may("submit") && mayMove(status, "submit") && isRunning,
    withdraw: may("withdraw") && mayMove(status, "withdraw"),
    report: may("report") && status === "active" && isRunning,
    comment: may("comment") && status === "active" && isRunning,
    approve: may("approve") && mayMove(status, "approve") && isRunning,
    return: may("return") && mayMove(status, "return"),
    undoApproval: may("undoApproval") && mayMove(status, "undoApproval") && isInUndoWindow(goal.objective, now),
  };
}
