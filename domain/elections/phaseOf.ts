import type { Election } from "../../entities";

/** Where an election is by the clock; what the job has done about it is the row's state. */
export type Phase = "nominating" | "voting" | "counting" | "closed" | "cancelled";

/** A job that is late opens nothing for longer, and shuts nothing out. */
export function phaseOf({ state, votesFrom, endsAt }: Election, now: Date): Phase {
  if (state === "closed" || state === "cancelled") return state;
  if (now >= endsAt) return "counting";
  return now >= votesFrom ? "voting" : "nominating";
}
