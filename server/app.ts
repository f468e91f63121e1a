import { bodyParser } from "@koa/bodyparser";
import type Router from "@koa/router";
import Koa, { type Middleware } from "koa";
import type { App } from "../domain/context";
import type { Metrics } from "./metrics";
import { compressJson } from "./middleware/compressJson";
import { dateHeader } from "./middleware/dateHeader";
import { errors } from "./middleware/errors";
import { readable } from "./middleware/readable";
import { requestLog } from "./middleware/requestLog";
import { securityHeaders } from "./middleware/securityHeaders";

interface Options {
  metrics: Metrics;
  sessionSecrets: string[];
  /** Behind a proxy that says where requests come from. */
  isProxied: boolean;
  /** Read their bodies themselves: the callback, the sandbox. */
  raw?: readonly (Middleware | Router)[];
  routers: readonly Router[];
}

const jsonLimit = "256kb";

/** The HTTP side: what every request passes, then the routes. */
export function buildServer(app: App, { metrics, sessionSecrets, isProxied, raw = [], routers }: Options): Koa {
  const koa = new Koa({ proxy: isProxied, keys: sessionSecrets });
  koa.silent = true;
  koa.use(requestLog(app.log, metrics));
  koa.use(compressJson);
  koa.use(readable);
  koa.use(errors(app.log));
  koa.use(securityHeaders);
  koa.use(dateHeader(app.clock));
  for (const one of raw) koa.use(middlewareOf(one));
  koa.use(bodyParser({ enableTypes: ["json"], jsonLimit, onError: malformed }));
  for (const router of routers) koa.use(router.routes());
  return koa;
}

const middlewareOf = (one: Middleware | Router): Middleware => ("routes" in one ? (one.routes() as Middleware) : one);

function malformed(error: Error & { status?: number }, ctx: Koa.Context) {
  ctx.throw(error.status === 413 ? 413 : 400, "malformed body");
}
