import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { WecomPayer } from "../bot/pay/wecom/WecomPayer";
import type { PlatformKey } from "../bot/pay/wxpay/checkSigned";
import { WxpayPayer } from "../bot/pay/wxpay/WxpayPayer";
import { createDeskKeys, type DeskKeys } from "../bot/sandbox/pay/DeskKeys";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import type { WecomClient } from "../bot/wecom/WecomClient";
import type { Payer } from "../domain/context";
import { type Env, EnvError, type PayEnv, type WecomEnv } from "./env";
import { localUrl } from "./localUrl";

export interface OpenedPayer {
  payer?: Payer;
  /** What notifications of transfers are checked and opened with; undefined: none come. */
  notified?: { mchId: string; v3Key: string; platform: PlatformKey };
  /** What the sandbox's stand-in for WeChat Pay is to know. */
  deskKeys: DeskKeys;
}

export const notifyPath = "/wxpay/callback";

interface Options {
  wecom: WecomClient;
  boundOpenidOf: (employeeId: string) => Promise<string | undefined>;
  now: () => Date;
}

/** Makes what pays people: the merchant's account, or the sandbox's play money. @throws EnvError for a file that is wrong */
export function openPayer(env: Env, options: Options): OpenedPayer {
  const deskKeys = createDeskKeys();
  if (!env.wecom) return { ...openSandboxPayer(env, deskKeys, options), deskKeys };
  if (!env.pay) return { deskKeys };
  const faults: string[] = [];
  const opened =
    env.pay.provider === "wecom"
      ? openRedPackets(env.pay, env.wecom, options, faults)
      : openTransfers(env.pay, env, options, faults);
  if (faults.length > 0) throw new EnvError(faults);
  return { ...opened, deskKeys };
}

function openRedPackets(
  pay: PayEnv & { provider: "wecom" },
  { corpId, agentId }: WecomEnv,
  options: Options,
  faults: string[],
) {
  const cert = readCertificate(pay.certFile, faults);
  const key = readKey("WXPAY_KEY_FILE", pay.keyFile, createPrivateKey, faults);
  if (!cert || !key) return {};
  if (!cert.checkPrivateKey(key)) {
    faults.push("WXPAY_KEY_FILE：与 WXPAY_CERT_FILE 里的证书不是一对");
    return {};
  }
  const certificate = { cert: cert.toString(), key: key.export({ type: "pkcs8", format: "pem" }).toString() };
  const { apiUrl, mchId, apiKey, paySecret } = pay;
  return {
    payer: new WecomPayer({ apiUrl, mchId, apiKey, corpId, agentId, paySecret, certificate }, options),
  };
}

function openTransfers(
  pay: PayEnv & { provider: "wxpay" },
  { wecom, wechat, publicUrl }: Env,
  options: Options,
  faults: string[],
) {
  const key = readKey("WXPAY_KEY_FILE", pay.keyFile, createPrivateKey, faults);
  // A platform certificate holds the key as well.
  const publicKey = readKey("WXPAY_PUBLIC_KEY_FILE", pay.publicKeyFile, createPublicKey, faults);
  if (!key || !publicKey) return {};
  const platform = { id: pay.publicKeyId, key: publicKey };
  const { apiUrl, mchId, v3Key, v3Serial: serial, sceneId } = pay;
  // WeChat Pay calls no address without TLS; the outcome is asked for then.
  const notifyUrl = publicUrl.startsWith("https://") ? publicUrl + notifyPath : undefined;
  const apps = { corpId: wecom?.corpId ?? "", miniprogramId: wechat?.appId };
  const config = { apiUrl, mchId, ...apps, serial, key, platform, sceneId, notifyUrl };
  return { payer: new WxpayPayer(config, options), notified: { mchId, v3Key, platform } };
}

function openSandboxPayer(env: Env, keys: DeskKeys, options: Options) {
  const { corpId, agentId } = sandboxKeys;
  const { mchId, apiKey, paySecret, v3Key } = keys;
  const apiUrl = `${localUrl(env)}/sandbox/pay`;
  if (env.sandboxPay === "wecom")
    return { payer: new WecomPayer({ apiUrl, mchId, apiKey, corpId, agentId, paySecret }, options) };
  const { serial, key } = keys.merchant;
  const platform = { id: keys.platform.id, key: keys.platform.publicKey };
  const notifyUrl = localUrl(env) + notifyPath;
  const config = { apiUrl, mchId, corpId, serial, key, platform, sceneId: "1005", notifyUrl } as const;
  return { payer: new WxpayPayer(config, options), notified: { mchId, v3Key, platform } };
}

function readText(name: string, file: string, faults: string[]): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    faults.push(`${name}：读不到这个文件`);
    return undefined;
  }
}

function readKey(
  name: string,
  file: string,
  read: (pem: string) => KeyObject,
  faults: string[],
): KeyObject | undefined {
  const pem = readText(name, file, faults);
  if (pem === undefined) return undefined;
  try {
    return read(pem);
  } catch {
    faults.push(`${name}：文件里不是 PEM 格式的密钥`);
    return undefined;
  }
}

function readCertificate(file: string, faults: string[]): X509Certificate | undefined {
  const pem = readText("WXPAY_CERT_FILE", file, faults);
  if (pem === undefined) return undefined;
  try {
    return new X509Certificate(pem);
  } catch {
    faults.push("WXPAY_CERT_FILE：文件里不是 PEM 格式的证书");
    return undefined;
  }
}
