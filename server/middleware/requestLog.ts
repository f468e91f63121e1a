import { randomUUID } from "node:crypto";
import type { Middleware } from "koa";
import type { Log } from "../../domain/context";
import type { Metrics } from "../metrics";

/** Gives every request an id, measures it and logs it by its route: no query, no body, nothing personal. */
export function requestLog(log: Log, metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    ctx.state.requestId = randomUUID();
    ctx.set("X-Request-Id", ctx.state.requestId);
    try {
      await next();
    } finally {
      const milliseconds = performance.now() - started;
      const route = String(ctx._matchedRoute ?? "other");
      metrics.latency.observe({ route, status: String(ctx.status) }, milliseconds / 1000);
      // The stand-in's own traffic is not the product's.
      if (!ctx.path.startsWith("/sandbox")) {
        const { status, method } = ctx;
        const { requestId } = ctx.state;
        log.info({ requestId, method, route, status, milliseconds: Math.round(milliseconds) }, "request");
      }
    }
  };
}
