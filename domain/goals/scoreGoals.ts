import { Ratio } from "./Ratio";
import { rollUp } from "./rollUp";

export interface ScoredObjective {
  /** Basis points, or any positive weights. */
  weight: number;
  committed: Ratio | undefined;
  /** All key results; equals `committed` when none is aspirational, stands alone when all are. */
  all: Ratio | undefined;
}

/**
 * A person's OKR completion. Ambition can help and never lower: an objective counts with the better of its committed
 * key results and all of them; one that is all aspirational leaves the denominator unless it raises the result.
 */
export function scoreGoals(objectives: readonly ScoredObjective[]): Ratio | undefined {
  const parts = objectives.map(({ weight, committed, all }) => ({
    weight,
    value: better(committed, all),
    isBonus: !committed,
  }));
  const firm = parts.filter(({ isBonus }) => !isBonus);
  const bonus = parts.filter(({ isBonus, value }) => isBonus && value).sort((a, b) => b.value!.compare(a.value!));
  let counted = firm;
  let best = rollUp(firm);
  for (const part of bonus) {
    const withPart = rollUp([...counted, part]);
    if (best && withPart && !best.isBelow(withPart)) break;
    counted = [...counted, part];
    best = withPart;
  }
  return best;
}

function better(a: Ratio | undefined, b: Ratio | undefined): Ratio | undefined {
  if (!a || !b) return a ?? b;
  return a.isBelow(b) ? b : a;
}

/** A target changed mid-cycle: the score of the parts, weighed by their days, rounded by the caller once. */
export const scoreSplitCycle = (parts: readonly { days: number; value: Ratio }[]): Ratio | undefined =>
  rollUp(parts.map(({ days, value }) => ({ weight: days, value })));

/** Weighted indicators of a scorecard as points 0–100, rounded once to two decimals: '88.00'. */
export function scoreIndicators(indicators: readonly { weight: number; points: Ratio }[]): string {
  const sum = indicators.reduce(
    (total, { weight, points }) => total.plus(points.times(Ratio.of(weight, 10_000))),
    Ratio.zero,
  );
  const hundredths = sum.scaledTo(2).toString().padStart(3, "0");
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}
