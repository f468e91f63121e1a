import type { Accumulation, ChangeKind } from "../../entities";
import { Ratio } from "./Ratio";

interface Intent {
  change: ChangeKind;
  /** Scaled: the target itself (`absolute`), per cent (`relative`, 12 % is 120,000), or points added. */
  by: number;
  /** Scaled value of the baseline period. */
  baseline: number | null;
  accumulation: Accumulation;
  isGrowthOnly: boolean;
}

/**
 * Turns what was meant into `start` and `target`, frozen at activation. A sum starts at 0 unless only growth counts;
 * a level starts at its baseline. Undefined when a needed baseline is missing, or not above 0 for `relative`.
 */
export function resolveTarget({ change, by, baseline, accumulation, isGrowthOnly }: Intent) {
  const start = accumulation === "sum" && !isGrowthOnly ? 0 : baseline;
  if (change === "absolute") return { start: start ?? 0, target: by };
  if (baseline === null || start === null || (change === "relative" && baseline <= 0)) return undefined;
  const growth = change === "points" ? by : Number(Ratio.of(BigInt(baseline) * BigInt(by), 1_000_000).scaledTo(0));
  return { start, target: baseline + growth };
}
