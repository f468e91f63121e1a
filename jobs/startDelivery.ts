import type { App } from "../domain/context";
import { type DeliveryCounts, deliverNotices } from "./deliverNotices";
import { type Loop, startLoop } from "./startLoop";

interface Options {
  /** Two or more: the first takes answers only, so that they never wait behind a batch of something else. */
  workers: number;
  /** Told after each round that did something. */
  onRound?: (counts: DeliveryCounts) => void;
}

/** Delivers whatever is due, woken after commits and each second besides; no worker waits for another. */
export function startDelivery(app: App, { workers, onRound }: Options): Loop {
  const loops = Array.from({ length: Math.max(workers, 2) }, (_, index) =>
    startLoop({
      run: async (signal) => {
        const counts = await deliverNotices(app, { isExpress: index === 0, signal });
        onRound?.(counts);
      },
      onError: (error) => app.log.error({ err: error }, "notices could not be delivered"),
    }),
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
