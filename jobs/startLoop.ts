import { setTimeout as sleep } from "node:timers/promises";

export interface Loop {
  /** Something may be due now. */
  wake(): void;
  /** Lets the round in hand come to its end. */
  stop(): Promise<void>;
}

interface Options {
  /** One round; it watches the signal. */
  run(signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
  /** What falls due by itself is looked for this often, in ms. */
  pollMs?: number;
}

/** After an error, which is hardly over at once, wait longer. */
const errorMs = 5000;

/** Runs again and again, woken when something is due and every second besides. */
export function startLoop({ run, onError, pollMs = 1000 }: Options): Loop {
  const ending = new AbortController();
  let alarm = new AbortController();
  // One signal for both, as a signal joined of two each second is kept for as long as the longer of them lives.
  const pause = (ms: number) =>
    sleep(ms, undefined, { signal: alarm.signal }).catch(() => {
      alarm = new AbortController();
    });
  const repeat = async () => {
    while (!ending.signal.aborted) {
      try {
        await run(ending.signal);
        await pause(pollMs);
      } catch (error) {
        onError(error);
        await pause(errorMs);
      }
    }
  };
  const running = repeat();
  return {
    wake: () => alarm.abort(),
    async stop() {
      ending.abort();
      alarm.abort();
      await running;
    },
  };
}
