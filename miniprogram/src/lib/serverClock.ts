/** How far the phone's clock is ahead of the server's, ms. */
let aheadMs = 0;

/** The phone's clock against the server's, read from what the server last answered. */
export const serverClock = {
  hear(date: unknown): void {
    const at = typeof date === "string" ? Date.parse(date) : Number.NaN;
    if (!Number.isNaN(at)) aheadMs = Date.now() - at;
  },

  /** What time it is, by the server's. */
  now: () => new Date(serverClock.correct(new Date().toISOString())),

  /** An instant of the phone's clock, by the server's. The Date header knows whole seconds: less than a minute is none. */
  correct(instant: string): string {
    return Math.abs(aheadMs) < 60_000 ? instant : new Date(Date.parse(instant) - aheadMs).toISOString();
  },
};
