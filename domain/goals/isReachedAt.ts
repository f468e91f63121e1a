import type { KeyResult } from "../../entities";

/** Whether a value is at or beyond the target. Exact: both are whole numbers of 1/10,000. */
export const isReachedAt = ({ kind, target }: Pick<KeyResult, "kind" | "target">, value: number) =>
  kind === "decrease" ? value <= target : value >= target;
