import type { Objective, ObjectiveStatus } from "../../entities";
import { Conflict } from "../errors";

interface Transition {
  from: readonly ObjectiveStatus[];
  to: ObjectiveStatus;
}

/** Every move a goal can make (domain.md §4). Anything else is refused. */
export const transitions = {
  submit: { from: ["draft", "returned"], to: "submitted" },
  approve: { from: ["submitted"], to: "active" },
  return: { from: ["submitted"], to: "returned" },
  withdraw: { from: ["draft", "submitted", "returned"], to: "withdrawn" },
  confirm: { from: ["proposed"], to: "active" },
  decline: { from: ["proposed"], to: "returned" },
  undoApproval: { from: ["active"], to: "submitted" },
  cancel: { from: ["draft", "submitted", "returned", "proposed", "active"], to: "cancelled" },
  close: { from: ["active"], to: "closing" },
  score: { from: ["closing"], to: "scored" },
  archive: { from: ["scored"], to: "archived" },
  reopen: { from: ["scored"], to: "closing" },
} as const satisfies Record<string, Transition>;

export type Move = keyof typeof transitions;

export const movesFrom = (status: ObjectiveStatus) =>
  (Object.keys(transitions) as Move[]).filter((move) => mayMove(status, move));

export const mayMove = (status: ObjectiveStatus, move: Move) =>
  (transitions[move].from as readonly ObjectiveStatus[]).includes(status);

/** The state a move led from and to, for the audit. */
export type Moved = Readonly<{ before: ObjectiveStatus; after: ObjectiveStatus }>;

/** @throws Conflict that names the state and the moves allowed */
export function checkMove(status: ObjectiveStatus, move: Move): void {
  if (!mayMove(status, move))
    throw new Conflict("goal.cannotMove", { state: status, move, allowed: movesFrom(status).join(",") });
}

/** Moves the goal, or refuses as `checkMove`. Does not save it. */
export function moveGoal(objective: Objective, move: Move, now: Date): Moved {
  checkMove(objective.status, move);
  const before = objective.status;
  objective.status = transitions[move].to;
  objective.version += 1;
  objective.updatedAt = now;
  return { before, after: objective.status };
}
