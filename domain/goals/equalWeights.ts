import { splitWhole } from "./splitWhole";

/** Basis points for `count` equal parts: 3 → 3334, 3333, 3333. */
export const equalWeights = (count: number): number[] =>
  count === 0 ? [] : splitWhole(10_000n, Array(count).fill(1)).map(Number);
