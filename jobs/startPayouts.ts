import type { App } from "../domain/context";
import { payOut } from "./payOut";
import { type Loop, startLoop } from "./startLoop";

/** Pays what is owed, woken after commits and each second besides. */
export const startPayouts = (app: App): Loop =>
  startLoop({
    run: async (signal) => {
      await payOut(app, signal);
    },
    onError: (error) => app.log.error({ err: error }, "payouts could not be made"),
  });
