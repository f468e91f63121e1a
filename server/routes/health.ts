import { timingSafeEqual } from "node:crypto";
import Router from "@koa/router";
import type { Context } from "koa";
import type { App } from "../../domain/context";
import { urgentHeadStartMs } from "../../domain/notices/isUrgent";
import { instantOf, sqlInstant } from "../../entities/sqlInstant";
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

/** Seconds the oldest due notice has waited: since it was due or, for answers, which start ahead, since it was written. */
async function outboxLag({ db, clock }: App): Promise<number> {
  const now = clock.now();
  const [row]: { due: Date | string | null; answer: Date | string | null }[] = await db.read.query(
    `SELECT (SELECT nextAt FROM notices WHERE nextAt <= ? AND kind NOT IN ('reply', 'card') ORDER BY nextAt LIMIT 1) AS due,
        (SELECT MIN(createdAt) FROM notices WHERE nextAt <= ?) AS answer`,
    [sqlInstant(now), sqlInstant(new Date(now.getTime() - urgentHeadStartMs))],
  );
  const since = [row?.due, row?.answer].flatMap((instant) => (instant ? [instantOf(instant).getTime()] : []));
  return Math.max(0, ...since.map((instant) => (now.getTime() - instant) / 1000));
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
