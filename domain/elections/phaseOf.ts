import type { Election } from "../../entities";

/** Where an election is by the clock; what the job has done about it is the row's state. */
export type Phase = "nominating" | "voting" | "counting" | "closed";

/** A job that is late opens nothing for longer, and shuts nothing out. */
export function phaseOf({ state, votesFrom, endsAt }: Election, now: Date): Phase {
  if (state === "closed") return "closed";
  if (now >= endsAt) return "counting";
  return now >= votesFrom ? "voting" : "nominating";
}
