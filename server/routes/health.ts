import { timingSafeEqual } from "node:crypto";
import Router from "@koa/router";
import type { Context } from "koa";
import type { App } from "../../domain/context";
import { Notice } from "../../entities";
import { instantOf } from "../../entities/sqlInstant";
import type { Metrics } from "../metrics";

interface Options {
  metrics: Metrics;
  metricsToken?: string;
  isStopping: () => boolean;
}

/** Whether the process lives, whether it can do its work, and how it is doing. */
export function healthRoutes(app: App, { metrics, metricsToken, isStopping }: Options): Router {
  const router = new Router();
  router.get("/healthz", (ctx) => {
    ctx.body = { status: "ok" };
  });
  router.get("/readyz", async (ctx) => {
    if (isStopping()) {
      ctx.status = 503;
      ctx.body = { status: "stopping" };
      return;
    }
    try {
      await app.db.ping();
      ctx.body = { status: "ready" };
    } catch {
      ctx.status = 503;
      ctx.body = { status: "database.unavailable" };
    }
  });
  router.get("/metrics", async (ctx) => {
    if (!isLocal(ctx) && !hasToken(ctx.get("Authorization"), metricsToken)) {
      ctx.status = 403;
      return;
    }
    metrics.outboxLag.set(await outboxLag(app));
    ctx.type = metrics.registry.contentType;
    ctx.body = await metrics.registry.metrics();
  });
  return router;
}

async function outboxLag({ db, clock }: App): Promise<number> {
  const row = await db.read
    .createQueryBuilder(Notice, "n")
    .select("MIN(n.nextAt)", "oldest")
    .getRawOne<{ oldest: Date | string | null }>();
  return row?.oldest ? Math.max(0, (clock.now().getTime() - instantOf(row.oldest).getTime()) / 1000) : 0;
}

/** From this machine itself: behind a proxy everybody's connection is, so what a proxy has marked is not. */
const isLocal = ({ req }: Context) =>
  ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(req.socket.remoteAddress ?? "") &&
  !proxyMarks.some((name) => name in req.headers);
const proxyMarks = ["forwarded", "x-forwarded-for", "x-real-ip"];

function hasToken(header: string, token: string | undefined): boolean {
  if (!token) return false;
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
