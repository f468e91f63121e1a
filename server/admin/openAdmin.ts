import { DatabaseTokenStore } from "../../bot/wecom/TokenStore";
import { WecomClient } from "../../bot/wecom/WecomClient";
import { WecomDirectory } from "../../bot/wecom/WecomDirectory";
import type { App, Directory } from "../../domain/context";
import { Conflict } from "../../domain/errors";
import { findBoundOpenid } from "../../domain/people/findBoundOpenid";
import { claimInstallation } from "../../domain/settings/claimInstallation";
import { readSetting } from "../../domain/settings/readSetting";
import { transact } from "../../domain/transact";
import { Database, sqliteFileExists } from "../../entities/database";
import { readPlace } from "../../entities/readPlace";
import type { Env, WecomEnv } from "../env";
import { openPayer } from "../openPayer";
import { type Admin, Refusal } from "./Admin";

export interface Terminal {
  say(line: string): void;
  now(): Date;
}

/** Opens the database and WeCom as the environment says; starts no server, no bot and no clock. */
export async function openAdmin(env: Env, { say, now }: Terminal, mayCreate: boolean): Promise<Admin> {
  // A mistyped path would leave an empty file behind.
  if (!mayCreate && env.databaseUrl.startsWith("sqlite:") && !sqliteFileExists(env.databaseUrl))
    throw new Refusal(
      `没有数据库文件 ${env.databaseUrl.slice("sqlite:".length)}。请检查 DATABASE_URL，或先运行 setup。`,
    );
  const db = await Database.open(env.databaseUrl);
  const client = env.wecom ? clientOf(env.wecom, db, now) : null;
  const app: App = {
    db,
    clock: { now },
    channel: { limits: [], deliver: async () => ({ kind: "retry", error: "admin" }) },
    directory: client && env.wecom ? new WecomDirectory(client, contactsOf(env.wecom, db, now)) : noDirectory,
    get payer() {
      // When it is asked for: a file of the merchant's that is wrong must not keep the operator from all the rest.
      const boundOpenidOf = (employeeId: string) => findBoundOpenid(db.read, employeeId);
      return client ? openPayer(env, { wecom: client, boundOpenidOf, now }).payer : undefined;
    },
    company: { zone: env.zone, publicUrl: env.publicUrl, auditKey: env.auditKey },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    wake: () => undefined,
  };
  return {
    app,
    env,
    client,
    say,
    work: (run) => transact(app, null, run, { via: "admin" }),
    close: () => db.close(),
  };
}

/** Refuses a database that is not up to date, or that belongs to another company. */
export async function claimForAdmin(admin: Admin): Promise<void> {
  const { app, env } = admin;
  if (await app.db.pendingMigrations())
    throw new Refusal("数据库还没有建好或升级。请先运行 setup（新企业），或启动一次服务。");
  if (!env.wecom) return refuseCompanyData(admin);
  const { corpId } = env.wecom;
  const place = await readPlace(app.db.read);
  const { isMoved } = await admin.work((work) => claimInstallation(work, { kind: "wecom", corpId }, place));
  if (isMoved) admin.say("注意：数据库换了地方（恢复或搬家），发送已冻结。核对无误后运行 sending go。");
}

/** Without WeCom configured only the demo's data may be touched. */
async function refuseCompanyData({ app }: Admin): Promise<void> {
  const held = await readSetting(app.db.read, "corpId");
  if (held) throw new Conflict("installation.heldCompany", { corpId: held.corpId });
}

const clientOf = ({ apiUrl, corpId, agentId, secret }: WecomEnv, db: Database, now: () => Date) =>
  new WecomClient({ apiUrl, corpId, agentId, secret }, { tokens: new DatabaseTokenStore(db), now });

/** The contact-sync secret is an app of its own, with its own token and without a number. */
const contactsOf = ({ contactSecret, ...wecom }: WecomEnv, db: Database, now: () => Date) =>
  contactSecret === undefined ? undefined : clientOf({ ...wecom, agentId: 0, secret: contactSecret }, db, now);

const refuse = () => {
  throw new Refusal("没有配置企业微信（WECOM_*）：演示环境的人员由演示数据提供，不能同步。");
};
const noDirectory: Directory = {
  departments: async () => refuse(),
  people: async () => refuse(),
  person: async () => refuse(),
};
