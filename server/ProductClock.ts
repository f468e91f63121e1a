import type { Clock } from "../domain/context";

/** The product's clock: the machine's, and in the sandbox ahead of it by as much as it was moved. */
export class ProductClock implements Clock {
  private aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** Moves on to an instant; time never goes back, as facts of later days are stored already. */
  moveTo(instant: Date): void {
    this.aheadMs = Math.max(this.aheadMs, instant.getTime() - Date.now());
  }

  get isMoved(): boolean {
    return this.aheadMs > 0;
  }
}
