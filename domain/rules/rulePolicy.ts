import type { AwardRule, Role } from "../../entities";
import type { Actor } from "../context";

const holds = (actor: Actor, ...roles: Role[]) => actor.roles.some((role) => roles.includes(role));
const writes = (actor: Actor) => holds(actor, "hr", "executive");

/** A second pair of eyes: never who wrote any of it. */
const decides = (actor: Actor, rule: AwardRule | null) =>
  holds(actor, "executive", "finance") && !rule?.wasWrittenBy(actor.id);

/** Who may do what with a rule; null: with one that is still to be written. */
export const rulePolicy = {
  read: (actor: Actor) => holds(actor, "hr", "executive", "finance"),
  write: writes,
  approve: decides,
  return: decides,
};
