import { Ratio } from "./Ratio";

export interface Bin {
  /** Per cent, inclusive. */
  from: number;
  /** Per cent, exclusive; null without an end. */
  to: number | null;
  count: number;
}

const bounds = [0, 25, 50, 75, 100];

/** How many stand where, in quarters; who has no value is in none. What is below 0 counts in the first. */
export function distributionOf(values: readonly (Ratio | undefined)[]): Bin[] {
  const bins = bounds.map((from, index): Bin => ({ from, to: bounds[index + 1] ?? null, count: 0 }));
  for (const value of values) {
    if (!value) continue;
    const index = bounds.findLastIndex((from) => !value.isBelow(Ratio.of(from, 100)));
    bins[Math.max(0, index)]!.count++;
  }
  return bins;
}
