import { createServer, type Server } from "node:http";
import { setInterval as every } from "node:timers/promises";
import { Bot } from "../bot/Bot";
import { sandboxCompany } from "../bot/sandbox/company";
import { Sandbox } from "../bot/sandbox/Sandbox";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import { type CallbackOptions, wecomCallback } from "../bot/wecom/callback";
import { ensureTeamGroups } from "../bot/wecom/ensureTeamGroups";
import { receiveContactChange } from "../bot/wecom/receiveContactChange";
import { businessDayOf } from "../domain/calendar";
import type { App } from "../domain/context";
import { nextLoudInstant, officeShift, type Schedule } from "../domain/shift";
import { advance, jobs, startSchedule } from "../jobs";
import { startDelivery } from "../jobs/startDelivery";
import { apiRoutes } from "./apiRoutes";
import { buildServer } from "./app";
import { createDemo } from "./demo/createDemo";
import { type Env, processEnv, readEnv } from "./env";
import { createMetrics, type Metrics } from "./metrics";
import { type OpenedApp, openApp } from "./openApp";
import { publishMenu } from "./publishMenu";
import { healthRoutes } from "./routes/health";
import { landingRoutes } from "./routes/landing";
import { startFailure } from "./startFailure";
import { wecomSignIn } from "./wecomSignIn";

/** What is running; `stop` ends it within ten seconds. */
export interface Running {
  address: string;
  app: App;
  stop(): Promise<void>;
}

const stopMs = 10_000;
/** What is still being answered then is cut off: two seconds are left for the rest. */
const drainMs = 8000;
/** A request that has not come in whole by then is given up: none is large. */
const requestMs = 30_000;
const officeSchedule: Schedule = { shift: officeShift, overrides: new Map(), leaves: [] };

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
  let isStopping = false;
  const sandbox = env.wecom ? undefined : createSandbox(env, opened);
  const koa = buildServer(app, {
    metrics,
    sessionSecrets: env.sessionSecrets,
    isProxied: env.isProduction,
    raw: [
      healthRoutes(app, { metrics, metricsToken: env.metricsToken, isStopping: () => isStopping }),
      ...(env.services.has("bot") ? [callbackAt("/wecom/callback", callbackOptions(env, app, metrics))] : []),
      ...(env.wecom?.contactCallback
        ? [
            callbackAt("/wecom/contacts", {
              ...callbackOptions(env, app, metrics),
              keys: { ...env.wecom.contactCallback, receiveId: env.wecom.corpId },
            }),
          ]
        : []),
      ...(sandbox?.routes() ?? []),
      landingRoutes({ isSandbox: sandbox !== undefined }),
    ],
    routers: env.services.has("web")
      ? apiRoutes(app, {
          signIn: wecomSignIn(client, sandbox && `${env.publicUrl}/sandbox`),
          sessionSecrets: env.sessionSecrets,
          isSandbox: sandbox !== undefined,
        })
      : [],
  });
  const server = createServer({ requestTimeout: requestMs, connectionsCheckingInterval: 5000 }, koa.callback());
  await listen(server, env);
  if (sandbox) await prepareSandbox(opened, client);

  const delivery = env.services.has("jobs")
    ? startDelivery(app, {
        workers: app.db.engine === "sqlite" ? 1 : 4,
        onRound: (counts) => {
          for (const [outcome, count] of Object.entries(counts))
            if (count > 0) metrics.deliveries.inc({ outcome }, count);
        },
      })
    : undefined;
  app.wake = () => delivery?.wake();
  const schedule = env.services.has("jobs")
    ? startSchedule(app, jobs, (job) => metrics.jobRuns.inc({ job }))
    : undefined;
  const watch = watchFile(app);
  const wechaty = env.wechaty && env.services.has("bot") ? await startWechaty(app, env.wechaty.puppet) : undefined;

  return {
    address: `${env.publicUrl}${sandbox ? "/sandbox" : ""}`,
    app,
    async stop() {
      if (isStopping) return;
      isStopping = true;
      const impatience = setTimeout(() => process.exit(1), stopMs);
      watch.abort();
      sandbox?.close();
      const drained = drain(server);
      await schedule?.stop();
      await delivery?.stop();
      await wechaty?.stop();
      await drained;
      await app.db.close();
      clearTimeout(impatience);
      app.log.info({ moved: clock.isMoved }, "stopped");
    },
  };
}

/** Takes nothing new and lets what is being answered finish. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

function createSandbox(env: Env, { app, clock }: OpenedApp): Sandbox {
  const sandbox: Sandbox = new Sandbox({
    company: sandboxCompany,
    keys: sandboxKeys,
    zone: env.zone,
    callbackUrl: () => `http://127.0.0.1:${env.port}/wecom/callback`,
    clock: {
      now: () => clock.now(),
      advance: (to) => advance(app, jobs, to, (now) => clock.moveTo(now)),
    },
  });
  return sandbox;
}

/** A fresh sandbox gets its company; each start its menu and its groups, which the stand-in does not keep. */
async function prepareSandbox({ app, clock, isEmpty }: OpenedApp, client: OpenedApp["client"]) {
  if (isEmpty) await createDemo(app);
  const day = businessDayOf(app.clock.now(), app.company.zone);
  // Nobody shows a sleeping company: outside office hours the stage opens on the next working morning.
  clock.moveTo(nextLoudInstant(officeSchedule, app.clock.now(), day, app.company.zone));
  await publishMenu(client);
  await ensureTeamGroups(app, client);
}

function callbackOptions(env: Env, app: App, metrics: Metrics): CallbackOptions {
  const bot = new Bot(app);
  const { token, encodingAesKey, corpId } = env.wecom ?? sandboxKeys;
  return {
    keys: { token, encodingAesKey, receiveId: corpId },
    now: () => app.clock.now(),
    receive: (inbound) => bot.receive(inbound),
    changeContacts: (change) => receiveContactChange(app, change),
    count: (kind) => metrics.callbacks.inc({ kind }),
  };
}

function callbackAt(path: string, options: CallbackOptions) {
  const callback = wecomCallback(options);
  return (ctx: Parameters<typeof callback>[0], next: Parameters<typeof callback>[1]) =>
    ctx.path === path ? callback(ctx, next) : next();
}

const listen = (server: Server, { host, port }: Env) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

/** Loaded only where it is configured: it is large. */
async function startWechaty(app: App, puppet: string): Promise<{ stop(): Promise<void> }> {
  const { startWechaty: run } = await import("../bot/wechaty/startWechaty");
  return run(app, new Bot(app), { puppet, memory: "data/wechaty" });
}

/** A database file that is removed or replaced under a running process would lose every write without a word. */
function watchFile({ db, log }: App): AbortController {
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
