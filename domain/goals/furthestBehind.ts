import type { Figures } from "./figuresOf";

/** The open key result furthest behind its pace; the first of equals. */
export function furthestBehind<Row extends Figures>(keyResults: readonly Row[]): Row | undefined {
  let worst: Row | undefined;
  for (const one of keyResults) if (one.status !== "reached" && (!worst || one.gap.isBelow(worst.gap))) worst = one;
  return worst;
}
