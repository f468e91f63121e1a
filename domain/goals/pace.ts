import { Ratio } from "./Ratio";

/** What decides the attainment expected by today. */
export type Pacing =
  /** Elapsed days are those that ended before today. */
  | { kind: "increase" | "decrease"; elapsedDays: number; totalDays: number }
  /** The weight of each day of the cycle from a year of history; `elapsed` of them are over. */
  | { kind: "seasonal"; profile: readonly number[]; elapsed: number }
  | { kind: "binary"; isDue: boolean }
  | { kind: "keep-within" | "at-least" | "at-most"; hasData: boolean }
  /** Weights in basis points. */
  | { kind: "milestones"; milestones: readonly { weight: number; isDue: boolean }[] };

/** 应达进度: the attainment expected by today, 0 to 1. */
export function pace(pacing: Pacing): Ratio {
  switch (pacing.kind) {
    case "increase":
    case "decrease":
      return pacing.totalDays <= 0 ? Ratio.one : Ratio.of(pacing.elapsedDays, pacing.totalDays).clamp();
    case "seasonal":
      return sum(pacing.profile) === 0
        ? Ratio.of(pacing.elapsed, pacing.profile.length || 1).clamp()
        : Ratio.of(sum(pacing.profile.slice(0, pacing.elapsed)), sum(pacing.profile));
    case "binary":
      return pacing.isDue ? Ratio.one : Ratio.zero;
    case "milestones":
      return Ratio.of(
        pacing.milestones.reduce((total, { weight, isDue }) => total + (isDue ? weight : 0), 0),
        10_000,
      );
    default:
      return pacing.hasData ? Ratio.one : Ratio.zero;
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
