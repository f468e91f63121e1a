import { setInterval as every } from "node:timers/promises";
import type { App } from "../domain/context";

/** A database file that is removed or replaced under a running process would lose every write without a word. */
export function watchFile({ db, log }: App): AbortController {
  const ending = new AbortController();
  if (!db.file) return ending;
  const watch = async () => {
    for await (const _ of every(1000, undefined, { signal: ending.signal, ref: false })) {
      if (!db.isFileReplaced) continue;
      log.error({}, "the database file was removed or replaced: stopping, so that nothing is written to nowhere");
      process.exit(1);
    }
  };
  watch().catch(() => undefined);
  return ending;
}
