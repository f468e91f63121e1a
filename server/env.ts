import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { z } from "zod";
import { type SceneId, sceneIds } from "../bot/pay/wxpay/transferBody";
import type { WechatConfig } from "../bot/wechat/exchangeWechatCode";
import { isEncodingAesKey } from "../bot/wecom/crypto";
import type { PayProvider } from "../domain/context";
import { databaseUrlFault } from "./databaseUrlFault";
import { inChinese } from "./inChinese";
import { unsafeInProduction } from "./unsafeInProduction";

/** A variable is set wrongly or missing: all faults at once, each with what to set, and no value that may be secret. */
export class EnvError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`✗ 环境变量有误（见 .env.example）：\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}

export interface CallbackEnv {
  token: string;
  encodingAesKey: string;
}

export interface WecomEnv extends CallbackEnv {
  corpId: string;
  agentId: number;
  secret: string;
  contactSecret?: string;
  apiUrl: string;
  /** The contacts helper's own callback, where one is configured. */
  contactCallback?: CallbackEnv;
  webhookKey?: string;
  miniprogram?: { appId: string; secret: string };
}

/** The merchant's account at WeChat Pay. Files are read by `openPayer`. */
export type PayEnv = { apiUrl: string; mchId: string; certFile?: string; keyFile: string } & (
  | { provider: "wecom"; apiKey: string; certFile: string; paySecret: string }
  | {
      provider: "wxpay";
      v3Key: string;
      v3Serial: string;
      publicKeyFile: string;
      publicKeyId: string;
      sceneId: SceneId;
    }
);

export type ServiceName = "web" | "jobs" | "bot";

export interface Env {
  isProduction: boolean;
  databaseUrl: string;
  migrationUrl: string;
  host: string;
  port: number;
  publicUrl: string;
  services: ReadonlySet<ServiceName>;
  zone: string;
  /** Undefined: the sandbox. */
  wecom?: WecomEnv;
  /** Undefined: no payouts; in the sandbox its stand-in pays. */
  pay?: PayEnv;
  /** Which of the stand-in's two protocols the sandbox pays by. */
  sandboxPay: PayProvider;
  /** The first signs, the others are still accepted. */
  sessionSecrets: string[];
  auditKey: string;
  metricsToken?: string;
  logLevel: string;
  wechaty?: { puppet: string; token?: string };
  /** The mini-program as WeChat itself opens it; undefined: people sign in from WeCom only. */
  wechat?: WechatConfig;
}

const official = "https://qyapi.weixin.qq.com";
const officialPay = "https://api.mch.weixin.qq.com";
const officialWechat = "https://api.weixin.qq.com";
const loopback = new Set(["127.0.0.1", "::1", "localhost"]);
const text = z.string().trim().min(1).optional();
const url = (protocols: RegExp) =>
  z
    .url({ protocol: protocols, error: "请填完整的网址，以 http:// 或 https:// 开头", abort: true })
    // Paths are put behind it.
    .refine((value) => !/[?#]/.test(value), "请只填地址和路径，去掉 ? 和 # 以及后面的部分")
    .transform((value) => value.replace(/\/+$/, ""));
const databaseUrl = (form: string) =>
  z
    .string()
    .regex(/^(sqlite:.+|mysql:\/\/.+\/.+)$/, { error: form, abort: true })
    .check(({ value, issues }) => {
      const fault = databaseUrlFault(value);
      if (fault) issues.push({ code: "custom", message: fault, input: value });
    });
const miniprogramId = z
  .string()
  .trim()
  .regex(/^wx[0-9a-zA-Z]{1,32}$/, '请填小程序后台里的编号，以 "wx" 开头')
  .optional();
const flag = z.enum(["0", "1"]).optional();

/** Every variable the product reads, with its meaning. `.env.example` says the same to the operator. */
export const variables = {
  NODE_ENV: z
    .enum(["production", "development", "test"], '请填 "production"（正式使用）、"development" 或 "test"，或不填')
    .optional(),
  DATABASE_URL: databaseUrl("请填 sqlite:文件路径，或 mysql://用户:密码@主机:端口/库名").default(
    "sqlite:data/dabiao.sqlite",
  ),
  DATABASE_MIGRATION_URL: databaseUrl("写法同 DATABASE_URL").optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  // The sandbox calls itself by it, so 0, any free port, will not do.
  PORT: z
    .string()
    .trim()
    .transform((digits) => (/^\d+$/.test(digits) ? Number(digits) : 0))
    .refine((port) => port >= 1 && port <= 65_535, "请填 1 到 65535 的整数")
    .default(3000),
  PUBLIC_URL: url(/^https?$/).optional(),
  SERVICES: z
    .string()
    .default("web,jobs,bot")
    .transform((list) => list.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(["web", "jobs", "bot"])).min(1)),
  COMPANY_TIMEZONE: z.string().default("Asia/Shanghai").refine(isZone, "请填时区名，例如 Asia/Shanghai"),
  WECOM_CORP_ID: text,
  WECOM_AGENT_ID: z.coerce.number("请填应用的 AgentId，是一个整数").int().positive().optional(),
  WECOM_SECRET: text,
  WECOM_CONTACT_SECRET: text,
  WECOM_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, "请填 1 到 32 位字母和数字，与管理后台里的一致")
    .optional(),
  WECOM_ENCODING_AES_KEY: z.string().refine(isEncodingAesKey, "请填 43 位字母和数字，与管理后台里的一致").optional(),
  WECOM_API_URL: url(/^https?$/).optional(),
  WECOM_MINIPROGRAM_APPID: miniprogramId,
  WECOM_MINIPROGRAM_SECRET: text,
  WECOM_CONTACT_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, "请填 1 到 32 位字母和数字，与管理后台里的一致")
    .optional(),
  WECOM_CONTACT_ENCODING_AES_KEY: z
    .string()
    .refine(isEncodingAesKey, "请填 43 位字母和数字，与管理后台里的一致")
    .optional(),
  WECOM_WEBHOOK_KEY: text,
  WECOM_PAY_SECRET: text,
  PAY_PROVIDER: z
    .enum(["wecom", "wxpay"], '请填 "wecom"（企业微信红包）或 "wxpay"（微信支付商家转账），或不填')
    .optional(),
  WXPAY_API_URL: url(/^https?$/).optional(),
  WXPAY_MCH_ID: z
    .string()
    .regex(/^\d{8,10}$/, "请填商户平台里的商户号，8 到 10 位数字")
    .optional(),
  WXPAY_API_KEY: z
    .string()
    .regex(/^[0-9A-Za-z]{32}$/, "请填商户平台里设置的 32 位密钥")
    .optional(),
  WXPAY_CERT_FILE: text,
  WXPAY_KEY_FILE: text,
  WXPAY_V3_KEY: z
    .string()
    .regex(/^[0-9A-Za-z]{32}$/, "请填商户平台里设置的 32 位密钥")
    .optional(),
  WXPAY_V3_SERIAL: z
    .string()
    .regex(/^[0-9A-Fa-f]{16,40}$/, "请填商户证书的序列号，只有数字和字母 A 到 F")
    .optional(),
  WXPAY_PUBLIC_KEY_FILE: text,
  WXPAY_PUBLIC_KEY_ID: z
    .string()
    .regex(/^(PUB_KEY_ID_\d+|[0-9A-Fa-f]{16,40})$/, '请填微信支付公钥编号，以 "PUB_KEY_ID_" 开头，或平台证书的序列号')
    .optional(),
  WXPAY_SCENE_ID: z.enum(sceneIds, '请填商户已开通的转账场景："1000"（现金营销）或 "1005"（佣金报酬）').optional(),
  WECHAT_MINIPROGRAM_APPID: miniprogramId,
  WECHAT_MINIPROGRAM_SECRET: text,
  WECHATY_PUPPET: text,
  WECHATY_PUPPET_SERVICE_TOKEN: text,
  SESSION_SECRET: z
    .string()
    .transform((list) => list.split(",").map((one) => one.trim()))
    .pipe(z.array(z.string().min(32, "至少 32 个随机字符（openssl rand -hex 32）")).min(1))
    .optional(),
  AUDIT_HMAC_KEY: z.string().min(32, "至少 32 个随机字符（openssl rand -hex 32）").optional(),
  METRICS_TOKEN: z.string().min(16, "至少 16 个随机字符").optional(),
  SANDBOX_PUBLIC: flag,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
};

type Values = { [Name in keyof typeof variables]: z.infer<(typeof variables)[Name]> };

const needed = ["WECOM_CORP_ID", "WECOM_AGENT_ID", "WECOM_SECRET", "WECOM_TOKEN", "WECOM_ENCODING_AES_KEY"] as const;

/** Reads and checks the environment. @throws EnvError with every fault */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const faults: string[] = [];
  const values = readValues(source, faults);
  const isProduction = values.NODE_ENV === "production";
  const wecom = readWecom(values, faults);
  const wechat = readWechat(values, faults);
  const pay = readPay(values, wecom !== undefined, faults);
  const publicUrl =
    values.PUBLIC_URL ?? `http://${values.HOST?.includes(":") ? `[${values.HOST}]` : values.HOST}:${values.PORT}`;
  checkTogether(values, isProduction, wecom !== undefined, faults);
  if (faults.length > 0) throw new EnvError(faults);
  return {
    isProduction,
    databaseUrl: values.DATABASE_URL,
    migrationUrl: values.DATABASE_MIGRATION_URL ?? values.DATABASE_URL,
    host: values.HOST,
    port: values.PORT,
    publicUrl,
    services: new Set(values.SERVICES),
    zone: values.COMPANY_TIMEZONE,
    wecom,
    pay,
    sandboxPay: values.PAY_PROVIDER ?? "wecom",
    wechat,
    sessionSecrets: values.SESSION_SECRET ?? ["sandbox sessions are for playing only, and worth nothing"],
    auditKey: values.AUDIT_HMAC_KEY ?? "sandbox ledgers are for playing only, and worth nothing",
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
    wechaty: values.WECHATY_PUPPET
      ? { puppet: values.WECHATY_PUPPET, token: values.WECHATY_PUPPET_SERVICE_TOKEN }
      : undefined,
  };
}

/** The process's environment, with `.env` of the working directory behind it. */
export function processEnv(): NodeJS.ProcessEnv {
  const file = existsSync(".env") ? parseEnv(readFileSync(".env", "utf8")) : {};
  return { ...file, ...process.env };
}

function readValues(source: NodeJS.ProcessEnv, faults: string[]): Values {
  const entries = Object.entries(variables).map(([name, shape]) => {
    // An empty variable is an unset one.
    const result = shape.safeParse(source[name] === "" ? undefined : source[name], inChinese);
    if (!result.success) faults.push(`${name}：${result.error.issues.map(({ message }) => message).join("；")}`);
    return [name, result.data];
  });
  return Object.fromEntries(entries);
}

function readWecom(values: Values, faults: string[]): WecomEnv | undefined {
  const set = Object.keys(variables).filter(
    (name) => name.startsWith("WECOM_") && values[name as keyof Values] !== undefined,
  );
  if (set.length === 0) return undefined;
  const unread = needed.filter((name) => values[name] === undefined);
  const missing = unread.filter((name) => !isFaulty(name, faults));
  if (missing.length > 0)
    faults.push(`${missing.join("、")}：没有设置。接企业微信要全部设置；只用演示环境，就一个 WECOM_ 变量都不要设`);
  if (unread.length > 0) return undefined;
  return {
    corpId: values.WECOM_CORP_ID!,
    agentId: values.WECOM_AGENT_ID!,
    secret: values.WECOM_SECRET!,
    contactSecret: values.WECOM_CONTACT_SECRET,
    token: values.WECOM_TOKEN!,
    encodingAesKey: values.WECOM_ENCODING_AES_KEY!,
    apiUrl: values.WECOM_API_URL ?? official,
    contactCallback: pair(
      values,
      "WECOM_CONTACT_TOKEN",
      "WECOM_CONTACT_ENCODING_AES_KEY",
      faults,
      (token, encodingAesKey) => ({
        token,
        encodingAesKey,
      }),
    ),
    webhookKey: values.WECOM_WEBHOOK_KEY,
    miniprogram: pair(values, "WECOM_MINIPROGRAM_APPID", "WECOM_MINIPROGRAM_SECRET", faults, (appId, secret) => ({
      appId,
      secret,
    })),
  };
}

const payNeeds = {
  wecom: ["WXPAY_MCH_ID", "WXPAY_API_KEY", "WXPAY_CERT_FILE", "WXPAY_KEY_FILE", "WECOM_PAY_SECRET", "AUDIT_HMAC_KEY"],
  wxpay: [
    "WXPAY_MCH_ID",
    "WXPAY_KEY_FILE",
    "WXPAY_V3_KEY",
    "WXPAY_V3_SERIAL",
    "WXPAY_PUBLIC_KEY_FILE",
    "WXPAY_PUBLIC_KEY_ID",
    "AUDIT_HMAC_KEY",
  ],
} as const satisfies Record<PayProvider, (keyof Values)[]>;

function readPay(values: Values, isWecom: boolean, faults: string[]): PayEnv | undefined {
  const provider = values.PAY_PROVIDER;
  if (provider === undefined) {
    const set = Object.keys(variables).filter(
      (name) => /^(WXPAY_|WECOM_PAY_)/.test(name) && values[name as keyof Values] !== undefined,
    );
    if (set.length > 0 && !isFaulty("PAY_PROVIDER", faults))
      faults.push(`PAY_PROVIDER：没有设置；已经设置了 ${set.join("、")}，要发红包请填 "wecom" 或 "wxpay"`);
    return undefined;
  }
  // The sandbox's stand-in has an account of its own.
  if (!isWecom) return undefined;
  const missing = payNeeds[provider].filter((name) => values[name] === undefined && !isFaulty(name, faults));
  if (missing.length > 0) faults.push(`${missing.join("、")}：没有设置；PAY_PROVIDER=${provider} 要全部设置`);
  const account = {
    apiUrl: values.WXPAY_API_URL ?? officialPay,
    mchId: values.WXPAY_MCH_ID!,
    certFile: values.WXPAY_CERT_FILE!,
    keyFile: values.WXPAY_KEY_FILE!,
  };
  if (provider === "wecom")
    return { ...account, provider, apiKey: values.WXPAY_API_KEY!, paySecret: values.WECOM_PAY_SECRET! };
  return {
    ...account,
    provider,
    v3Key: values.WXPAY_V3_KEY!,
    v3Serial: values.WXPAY_V3_SERIAL!,
    publicKeyFile: values.WXPAY_PUBLIC_KEY_FILE!,
    publicKeyId: values.WXPAY_PUBLIC_KEY_ID!,
    sceneId: values.WXPAY_SCENE_ID ?? "1005",
  };
}

const readWechat = (values: Values, faults: string[]): WechatConfig | undefined =>
  pair(values, "WECHAT_MINIPROGRAM_APPID", "WECHAT_MINIPROGRAM_SECRET", faults, (appId, secret) => ({
    apiUrl: officialWechat,
    appId,
    secret,
  }));

/** What is set wrongly is not missing as well. */
const isFaulty = (name: string, faults: readonly string[]) => faults.some((fault) => fault.startsWith(`${name}：`));

/** Two variables that are only good together. */
function pair<Result>(
  values: Values,
  first: keyof Values,
  second: keyof Values,
  faults: string[],
  make: (one: string, two: string) => Result,
): Result | undefined {
  const [one, two] = [values[first], values[second]];
  if (one === undefined && two === undefined) return undefined;
  if (one !== undefined && two !== undefined) return make(String(one), String(two));
  if (isFaulty(first, faults) || isFaulty(second, faults)) return undefined;
  faults.push(`${one === undefined ? first : second}：没有设置；${first} 和 ${second} 要一起设置`);
  return undefined;
}

function checkTogether(values: Values, isProduction: boolean, isWecom: boolean, faults: string[]) {
  const isSecretMissing = !values.SESSION_SECRET && !isFaulty("SESSION_SECRET", faults);
  const isWecomMeant = needed.some((name) => values[name] !== undefined);
  if (isProduction) {
    if (isSecretMissing) faults.push("SESSION_SECRET：没有设置；请填至少 32 个随机字符（openssl rand -hex 32）");
    if (!isFaulty("PUBLIC_URL", faults) && !values.PUBLIC_URL?.startsWith("https://"))
      faults.push("PUBLIC_URL：请填大家打开页面用的 https:// 地址");
    if (!values.AUDIT_HMAC_KEY && !isFaulty("AUDIT_HMAC_KEY", faults))
      faults.push("AUDIT_HMAC_KEY：没有设置；请填至少 32 个随机字符（openssl rand -hex 32），存好，以后不能换");
    faults.push(...unsafeInProduction(values));
  }
  if (isWecom && !isProduction && isSecretMissing)
    faults.push("SESSION_SECRET：没有设置；接了企业微信，请填至少 32 个随机字符（openssl rand -hex 32）");
  if (isWecomMeant) return;
  if (isProduction) faults.push(`${needed.join("、")}：没有设置；NODE_ENV=production 不能运行演示环境`);
  if (values.HOST && !loopback.has(values.HOST) && values.SANDBOX_PUBLIC !== "1")
    faults.push("HOST：演示环境只能监听 127.0.0.1；要让别人也能打开，请设 SANDBOX_PUBLIC=1（那样谁都能扮成任何人）");
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
