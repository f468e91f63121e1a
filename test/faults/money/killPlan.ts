import fc from "fast-check";

/** After how many points of its work each process is killed: from its first statement to some packets further. */
export const killPlan = (kills: number): number[] =>
  fc.sample(fc.integer({ min: 1, max: 60 }), { numRuns: kills, seed: 20_260_511 });
