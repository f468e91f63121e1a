import { Unavailable } from "../../domain/errors";

/** Lets a few pieces of work run at a time; the others wait for their turn, in order, and too many are sent away. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly options: { atOnce: number; waiting: number; code: string }) {}

  /** @throws Unavailable when too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.options.atOnce) {
      if (this.waiting.length >= this.options.waiting) throw new Unavailable(this.options.code);
      // Whoever ends hands the place on, so that nobody who comes later slips in between.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
