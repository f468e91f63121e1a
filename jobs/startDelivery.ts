import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../domain/context";
import { type DeliveryCounts, deliverNotices } from "./deliverNotices";

export interface DeliveryLoop {
  /** Something is due now. */
  wake(): void;
  /** Finishes the batches in hand. */
  stop(): Promise<void>;
}

interface Options {
  /** Two or more: the first takes answers only, so that they never wait behind a batch of something else. */
  workers: number;
  /** Told after each round that did something. */
  onRound?: (counts: DeliveryCounts) => void;
}

/** What falls due by itself is looked for this often. */
const pollMs = 1000;
/** After an error of the database, wait longer. */
const errorMs = 5000;

/** Delivers whatever is due, woken after commits and each second besides; no worker waits for another. */
export function startDelivery(app: App, { workers, onRound }: Options): DeliveryLoop {
  const loops = Array.from({ length: Math.max(workers, 2) }, (_, index) =>
    startWorker(app, { isExpress: index === 0, onRound }),
  );
  return {
    wake() {
      for (const loop of loops) loop.wake();
    },
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function startWorker(
  app: App,
  { isExpress, onRound }: Pick<Options, "onRound"> & { isExpress: boolean },
): DeliveryLoop {
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
        const counts = await deliverNotices(app, { isExpress, signal: ending.signal });
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
