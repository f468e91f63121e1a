import type { Middleware } from "koa";
import { Bot } from "../bot/Bot";
import { transferCallback } from "../bot/pay/wxpay/transferCallback";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import { type CallbackOptions, wecomCallback } from "../bot/wecom/callback";
import { receiveContactChange } from "../bot/wecom/receiveContactChange";
import type { App, BillOutcome } from "../domain/context";
import type { Env } from "./env";
import type { Metrics } from "./metrics";
import { notifyPath, type OpenedPayer } from "./openPayer";

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

/** Where WeChat Pay says how a transfer ended; nowhere, unless transfers are how people are paid. */
export function payRoutes(
  app: App,
  { notified }: OpenedPayer,
  metrics: Metrics,
  onOutcome: (billNo: string, outcome: BillOutcome) => Promise<void>,
): Middleware[] {
  if (!notified) return [];
  const count = (kind: string) => metrics.callbacks.inc({ kind });
  const callback = transferCallback({ ...notified, now: () => app.clock.now(), onOutcome, count });
  return [
    (ctx, next) => {
      if (ctx.path !== notifyPath) return next();
      ctx._matchedRoute = notifyPath;
      return callback(ctx, next);
    },
  ];
}
