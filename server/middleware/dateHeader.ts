import type { Middleware } from "koa";
import type { Clock } from "../../domain/context";

/** Phones date their reports by what we say the time is; in the sandbox that is not what the machine says. */
export const dateHeader =
  (clock: Clock): Middleware =>
  async (ctx, next) => {
    ctx.set("Date", clock.now().toUTCString());
    await next();
  };
