import { Ratio } from "./Ratio";

export type KeyResultStatus = "reached" | "silent" | "offTrack" | "atRisk" | "onTrack";

/** Every threshold of the status, in one place (domain.md §3). */
export const thresholds = {
  /** Off track when attainment is below pace by more than this. */
  offTrack: Ratio.of(20, 100),
  atRisk: Ratio.of(5, 100),
  /** Days between reports: figures that are imported, and what people report themselves. */
  dailyCadenceDays: 1,
  weeklyCadenceDays: 7,
  graceWorkDays: 2,
} as const;

interface Standing {
  /** Undefined without a value. */
  attainment: Ratio | undefined;
  pace: Ratio;
  isReached: boolean;
  /** No report within cadence and grace. */
  isSilent: boolean;
}

/** First that fits: reached, silent, off track, at risk, on track. Silence is never green. */
export function statusOf({ attainment = Ratio.zero, pace, isReached, isSilent }: Standing): KeyResultStatus {
  if (isReached) return "reached";
  if (isSilent) return "silent";
  if (attainment.isBelow(pace.minus(thresholds.offTrack))) return "offTrack";
  if (attainment.isBelow(pace.minus(thresholds.atRisk))) return "atRisk";
  return "onTrack";
}
