import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../domain/context";
import { type DeliveryCounts, deliverNotices } from "./deliverNotices";

export interface DeliveryLoop {
  /** Something is due now. */
  wake(): void;
  /** Finishes the batch in hand. */
  stop(): Promise<void>;
}

interface Options {
  workers: number;
  /** Told after each round that did something. */
  onRound?: (counts: DeliveryCounts) => void;
}

/** What falls due by itself is looked for this often. */
const pollMs = 1000;
/** After an error of the database, wait longer. */
const errorMs = 5000;

/** Delivers whatever is due, woken after commits and each second besides. */
export function startDelivery(app: App, { workers, onRound }: Options): DeliveryLoop {
  const ending = new AbortController();
  let alarm = new AbortController();
  // One signal for both, as a signal joined of two each second is kept for as long as the longer of them lives.
  const pause = (ms: number) =>
    sleep(ms, undefined, { signal: alarm.signal }).catch(() => {
      alarm = new AbortController();
    });
  const run = async () => {
    while (!ending.signal.aborted) {
      try {
        const counts = await deliverNotices(app, { workers, signal: ending.signal });
        onRound?.(counts);
        await pause(pollMs);
      } catch (error) {
        app.log.error({ err: error }, "notices could not be delivered");
        await pause(errorMs);
      }
    }
  };
  const running = run();
  return {
    wake: () => alarm.abort(),
    async stop() {
      ending.abort();
      alarm.abort();
      await running;
    },
  };
}
