import { createServer, type Server } from "node:http";
import { Bot } from "../bot/Bot";
import type { App } from "../domain/context";
import { settleBill } from "../domain/payouts/settleBill";
import { transact } from "../domain/transact";
import { advance, jobs, startSchedule } from "../jobs";
import { startDelivery } from "../jobs/startDelivery";
import { startPayouts } from "../jobs/startPayouts";
import { apiRoutes } from "./apiRoutes";
import { buildServer } from "./app";
import { callbackRoutes, payRoutes } from "./callbackRoutes";
import { drain } from "./drain";
import { type Env, processEnv, readEnv } from "./env";
import { createMetrics, type Metrics } from "./metrics";
import { openApp } from "./openApp";
import { certificatePages } from "./routes/certificates";
import { healthRoutes } from "./routes/health";
import { landingRoutes } from "./routes/landing";
import { pageRoutes } from "./routes/pages";
import { createSandbox, prepareSandbox, sandboxWechat } from "./sandbox";
import { startFailure } from "./startFailure";
import { watchFile } from "./watchFile";
import { wecomSignIn } from "./wecomSignIn";

/** What is running; `stop` ends it within ten seconds. */
export interface Running {
  address: string;
  app: App;
  stop(): Promise<void>;
}

interface Part {
  stop(): Promise<void>;
}

const stopMs = 10_000;
/** A request that has not come in whole by then is given up: a photo of 10 MB takes a minute on a slow line. */
const requestMs = 120_000;
const headersMs = 30_000;
/** Longer than proxies and clients keep a connection: one that we close while they use it again fails their request. */
const keepAliveMs = 75_000;
/** As `.env` and the data: in the folder the server is started from. */
const pagesFolder = "miniprogram/dist/h5";

/** `npm start`. */
export async function main(): Promise<void> {
  try {
    const running = await start(readEnv(processEnv()));
    console.log(`达标已启动：${running.address}`);
    const end = () => void running.stop().then(() => process.exit(0));
    process.once("SIGTERM", end);
    process.once("SIGINT", end);
  } catch (error) {
    const reason = startFailure(error);
    if (reason === undefined) throw error;
    console.error(reason);
    process.exit(1);
  }
}

/** Starts everything the environment asks for and answers when it listens. */
export async function start(env: Env): Promise<Running> {
  const opened = await openApp(env);
  const { app, clock, client } = opened;
  const metrics = createMetrics();
  const state = { isStopping: false };
  const sandbox = createSandbox(env, opened, (to) => advance(app, jobs, to, (now) => clock.moveTo(now)));
  const { sessionSecrets, metricsToken } = env;
  const isSandbox = sandbox !== undefined;
  const wechat = env.wechat ?? (isSandbox ? sandboxWechat(env) : undefined);
  const signIn = wecomSignIn(client, { sandboxBase: isSandbox ? `${env.publicUrl}/sandbox` : undefined, wechat });
  const koa = buildServer(app, {
    metrics,
    sessionSecrets,
    isProxied: env.isProduction,
    raw: [
      healthRoutes(app, { metrics, metricsToken, isStopping: () => state.isStopping }),
      ...callbackRoutes(app, env, metrics),
      ...payRoutes(app, opened.pay, metrics, (billNo, outcome) =>
        transact(app, null, (work) => settleBill(work, billNo, outcome)),
      ),
      ...(sandbox?.routes() ?? []),
      landingRoutes({ isSandbox }),
      certificatePages(app, { isSandbox }),
      pageRoutes({ folder: pagesFolder, isProduction: env.isProduction, isSandbox }),
    ],
    routers: env.services.has("web") ? apiRoutes(app, { signIn, sessionSecrets, isSandbox }) : [],
  });
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: 5000,
    },
    koa.callback(),
  );
  await listen(server, env);
  if (sandbox) await prepareSandbox(opened);
  const parts = [...startJobs(app, env, metrics), ...(await startWechaty(app, env))];
  const watch = watchFile(app);

  return {
    address: `${env.publicUrl}${isSandbox ? "/sandbox" : ""}`,
    app,
    async stop() {
      if (state.isStopping) return;
      state.isStopping = true;
      const impatience = setTimeout(() => process.exit(1), stopMs);
      watch.abort();
      sandbox?.close();
      // All at once: a job that takes long must not keep delivery from giving its leases back.
      await Promise.all([drain(server), ...parts.map((part) => part.stop())]);
      await app.db.close();
      clearTimeout(impatience);
      app.log.info({ moved: clock.isMoved }, "stopped");
    },
  };
}

const listen = (server: Server, { host, port }: Env) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

/** The clock, the delivery of what is owed in words, and in money. */
function startJobs(app: App, { services }: Env, metrics: Metrics): Part[] {
  if (!services.has("jobs")) return [];
  const delivery = startDelivery(app, {
    workers: app.db.engine === "sqlite" ? 1 : 4,
    onRound: (counts) => {
      for (const [outcome, count] of Object.entries(counts)) if (count > 0) metrics.deliveries.inc({ outcome }, count);
    },
  });
  const payouts = startPayouts(app);
  app.wake = () => {
    delivery.wake();
    payouts.wake();
  };
  return [startSchedule(app, jobs, (job) => metrics.jobRuns.inc({ job })), delivery, payouts];
}

/** Loaded only where it is configured: it is large. */
async function startWechaty(app: App, { wechaty, services }: Env): Promise<Part[]> {
  if (!wechaty || !services.has("bot")) return [];
  const { startWechaty: run } = await import("../bot/wechaty/startWechaty");
  // To the terminal only: logs are kept and read by others, and the code logs in.
  const onScan = (qrcode: string) => console.log(`用微信扫码让机器人登录（把这行内容做成二维码）：${qrcode}`);
  return [await run(app, new Bot(app), { ...wechaty, memory: "data/wechaty", onScan })];
}
