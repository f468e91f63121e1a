import { Ratio } from "./Ratio";

/** A key result as the formulas see it: whole numbers of 1/10,000. All formulas: domain.md §3. */
export type Measure =
  | { kind: "increase" | "decrease"; start: number; target: number }
  | { kind: "binary" }
  /** 1 at or beyond the limit, falling in a straight line to 0 at `worst` on the bad side. */
  | { kind: "at-least" | "at-most"; limit: number; worst: number }
  /** `current` counts the days inside and outside; days without data are in neither. */
  | { kind: "keep-within"; daysInside: number; daysOutside: number }
  /** Weights in basis points. */
  | { kind: "milestones"; milestones: readonly { weight: number; isDone: boolean }[] };

/** Attainment, not clamped; undefined without a value. */
export function attainment(measure: Measure, current: number | null): Ratio | undefined {
  switch (measure.kind) {
    case "keep-within": {
      const days = measure.daysInside + measure.daysOutside;
      return days === 0 ? undefined : Ratio.of(measure.daysInside, days);
    }
    case "milestones":
      return Ratio.of(
        measure.milestones.reduce((sum, { weight, isDone }) => sum + (isDone ? weight : 0), 0),
        10_000,
      );
  }
  if (current === null) return undefined;
  switch (measure.kind) {
    case "binary":
      return current >= 10_000 ? Ratio.one : Ratio.zero;
    case "increase":
    case "decrease":
      return Ratio.of(current - measure.start, measure.target - measure.start);
    case "at-least":
    case "at-most":
      return Ratio.of(current - measure.worst, measure.limit - measure.worst).clamp();
  }
}
