import type { GoalView } from "./GoalView";

const agreed = ["active", "closing", "scored", "archived"];

/** Somebody above said yes to it, and it was not given up since. */
export const isAgreed = ({ objective }: Pick<GoalView, "objective">): boolean => agreed.includes(objective.status);
