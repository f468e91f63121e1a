import { type KeyObject, randomBytes } from "node:crypto";
import { exchange, type PayResponse } from "../exchange";
import { type PlatformKey, type SignatureFlaw, signatureFlaw } from "./checkSigned";
import { authorizationHeader, requestText, signRsa } from "./signV3";

export interface V3Config {
  /** `https://api.mch.weixin.qq.com` */
  apiUrl: string;
  mchId: string;
  /** The serial of the merchant's certificate, and its key. */
  serial: string;
  key: KeyObject;
  platform: PlatformKey;
}

interface Options {
  now: () => Date;
  timeoutMs?: number;
}

interface Limits {
  timeoutMs?: number;
  maxBytes?: number;
}

export type Method = "GET" | "POST";

/** Asks the v3 protocol: signs what is asked, and says what is wrong with the signature of what is answered. */
export class V3Client {
  constructor(
    private readonly config: V3Config,
    private readonly options: Options,
  ) {}

  /** @throws PayUnreachable */
  async ask(
    method: Method,
    path: string,
    body = "",
  ): Promise<{ status: number; body: string; flaw: SignatureFlaw | undefined }> {
    const { origin, pathname } = new URL(this.config.apiUrl);
    const prefix = pathname === "/" ? "" : pathname;
    const answer = await this.request(method, { origin, path: prefix + path }, body);
    const text = answer.body.toString("utf8");
    const message = { headers: answer.headers, body: text };
    return {
      status: answer.status,
      body: text,
      flaw: signatureFlaw(message, this.config.platform, this.options.now()),
    };
  }

  /** A file of the same host; elsewhere a request that we have signed must not go. Undefined: it is another host. */
  async fetchFile(url: string, limits: Limits): Promise<PayResponse | undefined> {
    const { origin, pathname, search } = new URL(url);
    if (origin !== new URL(this.config.apiUrl).origin) return undefined;
    return this.request("GET", { origin, path: pathname + search }, "", limits);
  }

  private request(
    method: Method,
    { origin, path }: { origin: string; path: string },
    body: string,
    limits: Limits = {},
  ): Promise<PayResponse> {
    const { mchId, serial, key, platform } = this.config;
    const timestamp = Math.floor(this.options.now().getTime() / 1000);
    const nonce = randomBytes(16).toString("hex");
    const signature = signRsa(requestText(method, path, { timestamp, nonce, body }), key);
    return exchange({
      method,
      url: origin + path,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: authorizationHeader({ mchId, serial, timestamp, nonce, signature }),
        // By which of its keys the answer is to be signed.
        "wechatpay-serial": platform.id,
      },
      body: body || undefined,
      timeoutMs: this.options.timeoutMs,
      ...limits,
    });
  }
}
