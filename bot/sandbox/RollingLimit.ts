/** How many calls came within a rolling window, by key. */
export class RollingLimit {
  private readonly calls = new Map<string, number[]>();

  constructor(
    private readonly max: number,
    private readonly seconds: number,
  ) {}

  /** Counts a call unless the window is full; answers whether it was let through. */
  take(key: string, now: number): boolean {
    const recent = (this.calls.get(key) ?? []).filter((at) => at > now - this.seconds * 1000);
    const isFree = recent.length < this.max;
    if (isFree) recent.push(now);
    this.calls.set(key, recent);
    return isFree;
  }
}
