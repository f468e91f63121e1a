import { pino } from "pino";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import { DatabaseTokenStore } from "../bot/wecom/TokenStore";
import { WecomChannel } from "../bot/wecom/WecomChannel";
import { WecomClient, type WecomConfig } from "../bot/wecom/WecomClient";
import { WecomDirectory } from "../bot/wecom/WecomDirectory";
import type { App } from "../domain/context";
import { findBoundOpenid } from "../domain/people/findBoundOpenid";
import { claimInstallation } from "../domain/settings/claimInstallation";
import { transact } from "../domain/transact";
import { checkDatabase, type DatabaseFlaw } from "../entities/checkDatabase";
import { Database } from "../entities/database";
import { readPlace } from "../entities/readPlace";
import type { Env } from "./env";
import { EnvError } from "./env";
import { localUrl } from "./localUrl";
import { logError } from "./logError";
import { type OpenedPayer, openPayer } from "./openPayer";
import { ProductClock } from "./ProductClock";

export interface OpenedApp {
  app: App;
  clock: ProductClock;
  client: WecomClient;
  pay: OpenedPayer;
  /** The database holds nobody yet: the demo company is to be created. */
  isEmpty: boolean;
}

/** Opens the database, brings it up to date, and puts together what all parts share. */
export async function openApp(env: Env): Promise<OpenedApp> {
  await migrate(env);
  const db = await Database.open(env.databaseUrl);
  const clock = new ProductClock();
  const log = pino({
    level: env.logLevel,
    redact: ["req.headers", "*.token", "*.secret"],
    serializers: { err: logError },
  });
  const client = (config: WecomConfig) =>
    new WecomClient(config, { tokens: new DatabaseTokenStore(db), now: () => clock.now() });
  const main = client(env.wecom ?? { ...sandboxKeys, apiUrl: `${localUrl(env)}/sandbox/api` });
  const contacts = env.wecom?.contactSecret
    ? client({ ...env.wecom, agentId: 0, secret: env.wecom.contactSecret })
    : undefined;
  const boundOpenidOf = (employeeId: string) => findBoundOpenid(db.read, employeeId);
  const pay = openPayer(env, { wecom: main, boundOpenidOf, now: () => clock.now() });
  const app: App = {
    db,
    clock,
    channel: new WecomChannel(main, {
      publicUrl: env.publicUrl,
      miniprogramAppId: env.wecom?.miniprogram?.appId,
      webhookKey: env.wecom?.webhookKey,
    }),
    directory: new WecomDirectory(main, contacts),
    payer: pay.payer,
    company: { zone: env.zone, publicUrl: env.publicUrl, auditKey: env.auditKey, payLimits: pay.payer?.limits },
    log,
    wake: () => undefined,
  };
  const purpose = env.wecom ? ({ kind: "wecom", corpId: env.wecom.corpId } as const) : ({ kind: "sandbox" } as const);
  const place = await readPlace(db.read);
  const claim = await transact(app, null, (work) => claimInstallation(work, purpose, place), { via: "admin" });
  if (claim.isMoved)
    log.warn({}, "the database is in another place: sending is frozen until `npm run admin -- sending go`");
  return { app, clock, client: main, pay, isEmpty: claim.isEmpty && !env.wecom };
}

const remedies: Record<DatabaseFlaw["kind"], (flaw: DatabaseFlaw) => string> = {
  collation: ({ found, wanted }) => `排序规则是 ${found}；请用 CHARACTER SET utf8mb4 COLLATE ${wanted} 建库`,
  isolation: ({ found, wanted }) => `连接的隔离级别是 ${found}，应为 ${wanted}；请检查代理和 init_connect 没有改它`,
};

/** Migrations run as a user who may change tables; the run-time user need not. */
async function migrate(env: Env) {
  const db = await Database.open(env.migrationUrl);
  try {
    const flaws = await checkDatabase(db.read);
    if (flaws.length > 0) throw new EnvError(flaws.map((flaw) => `DATABASE_URL：${remedies[flaw.kind](flaw)}`));
    await db.migrate();
  } finally {
    await db.close();
  }
}
