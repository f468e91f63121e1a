import type { Accumulation, KeyResultKind } from "../../entities";

interface Begin {
  kind: KeyResultKind;
  accumulation: Accumulation;
  /** What was said to be the start, scaled. */
  start: number;
}

/** Where a key result starts: a sum at 0, and what was said for it is only its baseline (domain.md §3). */
export function startOf({ kind, accumulation, start }: Begin): { start: number; baseline: number | null } {
  if (kind === "binary") return { start: 0, baseline: null };
  if (accumulation === "sum") return { start: 0, baseline: start === 0 ? null : start };
  return { start, baseline: null };
}
