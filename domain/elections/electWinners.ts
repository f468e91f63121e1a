/** What counts for a nominee who is still with the company. */
export interface Tally {
  employeeId: string;
  votes: number;
  /** From how many departments the votes came. */
  departments: number;
  /** How many people put them forward, and when the first did. */
  nominators: number;
  nominatedAt: Date;
}

/** Best first: more votes, from more departments, put forward by more people, earlier, and at last the lower key. */
const compare = (a: Tally, b: Tally): number =>
  b.votes - a.votes ||
  b.departments - a.departments ||
  b.nominators - a.nominators ||
  a.nominatedAt.getTime() - b.nominatedAt.getTime() ||
  (a.employeeId < b.employeeId ? -1 : 1);

/**
 * Puts nominees in order and elects as many as there are seats; nobody without a vote. No lot is drawn: whoever counts
 * again finds the same (docs/decisions, on ties).
 */
export const electWinners = (tallies: readonly Tally[], seats: number): (Tally & { isElected: boolean })[] =>
  [...tallies].sort(compare).map((tally, index) => ({ ...tally, isElected: index < seats && tally.votes > 0 }));
