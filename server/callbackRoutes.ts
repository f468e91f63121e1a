import type { Middleware } from "koa";
import { Bot } from "../bot/Bot";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import { type CallbackOptions, wecomCallback } from "../bot/wecom/callback";
import { receiveContactChange } from "../bot/wecom/receiveContactChange";
import type { App } from "../domain/context";
import type { Env } from "./env";
import type { Metrics } from "./metrics";

/** Where WeCom calls us: the app's callback, and the contacts helper's where it is configured. */
export function callbackRoutes(app: App, { wecom, services }: Env, metrics: Metrics): Middleware[] {
  if (!services.has("bot")) return [];
  const bot = new Bot(app);
  const answering = {
    now: () => app.clock.now(),
    receive: (inbound) => bot.receive(inbound),
    changeContacts: (change) => receiveContactChange(app, change),
    count: (kind) => metrics.callbacks.inc({ kind }),
  } satisfies Omit<CallbackOptions, "keys">;
  const at = (path: string, keys: { token: string; encodingAesKey: string }): Middleware => {
    const receiveId = (wecom ?? sandboxKeys).corpId;
    const callback = wecomCallback({ ...answering, keys: { ...keys, receiveId } });
    return (ctx, next) => {
      if (ctx.path !== path) return next();
      // As routers do, so that logs and metrics name it.
      ctx._matchedRoute = path;
      return callback(ctx, next);
    };
  };
  const contacts = wecom?.contactCallback;
  return [at("/wecom/callback", wecom ?? sandboxKeys), ...(contacts ? [at("/wecom/contacts", contacts)] : [])];
}
