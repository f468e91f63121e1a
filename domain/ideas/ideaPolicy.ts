import type { Actor } from "../context";
import { undoMinutes } from "../goals/undoWindow";
import type { IdeaView } from "./IdeaView";

const isAuthor = (actor: Actor, { idea }: IdeaView) => idea.authorId === actor.id;
const isHr = (actor: Actor) => actor.roles.includes("hr");
const isAbove = (actor: Actor, { lineAbove, standIns }: IdeaView) =>
  lineAbove.includes(actor.id) || standIns.includes(actor.id);
const isAsked = (actor: Actor, { asked }: IdeaView) => asked?.approver.id === actor.id;
/** Where nobody is above the author somebody has to stand in. */
const actsForVacancy = (actor: Actor, { lineAbove }: IdeaView) =>
  lineAbove.length === 0 && (isHr(actor) || actor.roles.includes("executive"));
const hasDecided = (actor: Actor, { idea }: IdeaView) => idea.decidedById === actor.id;

/** What the author may not decide on, nobody they named decides on for them. */
const decides = (actor: Actor, view: IdeaView) =>
  !isAuthor(actor, view) &&
  !view.deputies.includes(actor.id) &&
  (isAsked(actor, view) || isAbove(actor, view) || actsForVacancy(actor, view));

/** Who may do what with an idea: what was accepted is everybody's to read, everything else is between author and line. */
export const ideaPolicy = {
  read: (actor: Actor, view: IdeaView) =>
    view.idea.state === "accepted" ||
    isAuthor(actor, view) ||
    isHr(actor) ||
    isAbove(actor, view) ||
    hasDecided(actor, view) ||
    decides(actor, view),
  withdraw: isAuthor,
  accept: decides,
  return: decides,
  undo: (actor: Actor, view: IdeaView) => hasDecided(actor, view) && !isAuthor(actor, view),
  /** Says what the effect is to be measured by. */
  plan: (actor: Actor, view: IdeaView) => decides(actor, view) || (hasDecided(actor, view) && !isAuthor(actor, view)),
};

/** Whether a decision is recent enough to be taken back; what it sets off waits until it is not. */
export const isDecisionUndoable = ({ idea: { decidedAt } }: IdeaView, now: Date): boolean =>
  decidedAt !== null && now.getTime() - decidedAt.getTime() <= undoMinutes * 60_000;

/** The policy and the state together: which buttons would work now. */
export function ideaAbilities(actor: Actor, view: IdeaView, now: Date) {
  const { state } = view.idea;
  return {
    withdraw: state === "open" && ideaPolicy.withdraw(actor, view),
    accept: state === "open" && ideaPolicy.accept(actor, view),
    return: state === "open" && ideaPolicy.return(actor, view),
    undo:
      (state === "accepted" || state === "returned") && ideaPolicy.undo(actor, view) && isDecisionUndoable(view, now),
    plan: state === "accepted" && ideaPolicy.plan(actor, view),
  };
}
