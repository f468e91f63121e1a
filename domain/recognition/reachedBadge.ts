/** Badge given when a key result reaches its target. */
export const reachedBadge = "target-reached";
