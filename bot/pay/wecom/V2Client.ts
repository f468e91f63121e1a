import { type ClientCertificate, exchange, type PayResponse } from "../exchange";
import { PayUnreachable } from "../PayUnreachable";
import type { Answer } from "./redPacketOutcome";
import { hasValidSign, type PayFields } from "./signV2";
import { readXmlBody, xmlBody } from "./xmlBody";

export interface V2Config {
  /** `https://api.mch.weixin.qq.com` */
  apiUrl: string;
  /** The v2 key of the merchant. */
  apiKey: string;
  /** Undefined: the stand-in, which speaks no TLS. */
  certificate?: ClientCertificate;
}

interface Limits {
  timeoutMs?: number;
  maxBytes?: number;
}

/** An answer nothing can be told from. */
export class UnreadAnswer extends Error {}

/** The web server before the API: "400 No required SSL certificate was sent", "400 The SSL certificate error". */
const certificatePage = /SSL certificate/i;

/** Asks the v2 protocol. What is signed is the caller's. */
export class V2Client {
  constructor(
    private readonly config: V2Config,
    private readonly timeoutMs: number | undefined,
  ) {}

  /** @throws UnreadAnswer, PayUnreachable */
  async ask(path: string, fields: PayFields): Promise<Answer> {
    const { status, body } = await this.post(path, fields);
    const text = body.toString("utf8");
    if (status === 400 && certificatePage.test(text)) throw new PayUnreachable("certificate", path);
    if (status !== 200) throw new UnreadAnswer(`status ${status}`);
    const answer = readXmlBody(text);
    if (!answer) throw new UnreadAnswer("garbage");
    // Refusals come without one, and so may good answers: the pages do not say. One that is there has to fit.
    if (answer.sign && !hasValidSign(answer, this.config.apiKey)) throw new UnreadAnswer("signature");
    return answer;
  }

  /** The answer as it comes. @throws PayUnreachable */
  post(path: string, fields: PayFields, limits: Limits = {}): Promise<PayResponse> {
    const { apiUrl, certificate } = this.config;
    return exchange({
      method: "POST",
      url: `${apiUrl}/${path}`,
      headers: { "content-type": "text/xml; charset=utf-8" },
      body: xmlBody(fields),
      certificate,
      timeoutMs: this.timeoutMs,
      ...limits,
    });
  }
}
