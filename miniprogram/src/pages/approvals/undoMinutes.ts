const most = 10;

/** Whole minutes left to take an approval back. The phone's clock may be wrong: never none of what the server offers. */
export function undoMinutes(until: string, now = Date.now()): number {
  return Math.min(most, Math.max(1, Math.ceil((Date.parse(until) - now) / 60_000)));
}
