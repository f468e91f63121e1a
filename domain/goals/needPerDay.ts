export type Need =
  /** Scaled by 10,000: what is left of the period, and per remaining working day. */
  | { kind: "left"; gap: number; perDay: number; days: number }
  /** Nothing left to do; `beyond` the target by so much. */
  | { kind: "done"; beyond: number };

interface Standing {
  start: number;
  target: number;
  /** Scaled; null counts as the start. */
  current: number | null;
  /** The person's working days left, today included until today's report is in. */
  workDaysLeft: number;
}

/** What each remaining working day has to bring, rounded up so that keeping to it suffices; no day left: all of it. */
export function needPerDay({ start, target, current, workDaysLeft }: Standing): Need {
  const value = current ?? start;
  const distance = target >= start ? target - value : value - target;
  if (distance <= 0) return { kind: "done", beyond: -distance };
  const days = BigInt(Math.max(1, workDaysLeft));
  const perDay = Number((BigInt(distance) + days - 1n) / days);
  return { kind: "left", gap: distance, perDay, days: workDaysLeft };
}
