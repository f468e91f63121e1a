import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { encrypt, getSignature } from "@wecom/crypto";
import Koa from "koa";
import { type CallbackOptions, wecomCallback } from "../../../bot/wecom/callback";
import { decryptText } from "../../../bot/wecom/crypto";
import { parseXml, textOf, type XmlNode } from "../../../bot/wecom/xml";

export const keys = {
  token: "QDG6eK",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
  receiveId: "wx5823bf96d3bd56c7",
};

const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** XML of one element per field, each in CDATA. */
export const xmlOf = (fields: Record<string, string>, inner = "") =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${cdata(value)}</${name}>`)
    .join("")}${inner}</xml>`;

export interface Posting {
  /** What WeCom sends around the ciphertext. */
  envelope?: (ciphertext: string) => string;
  /** The query, to be damaged. */
  query?: (query: URLSearchParams) => string;
  receiveId?: string;
  timestamp?: string;
}

/** The callback on a port of its own, and what WeCom does to it: seal, sign, post, and open the answer. */
export class WecomSide {
  private constructor(
    private readonly server: Server,
    private readonly now: () => Date,
  ) {}

  static async start(options: Omit<CallbackOptions, "keys">): Promise<WecomSide> {
    const koa = new Koa();
    koa.silent = true;
    koa.use(wecomCallback({ ...options, keys }));
    const server = createServer(koa.callback());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new WecomSide(server, options.now);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Seconds of the clock the callback goes by. */
  seconds(late = 0) {
    return String(Math.floor(this.now().getTime() / 1000) - late);
  }

  verify(echo: string, { query, receiveId = keys.receiveId, timestamp = this.seconds() }: Posting = {}) {
    const signed = this.sign(echo, receiveId, timestamp);
    signed.query.set("echostr", signed.ciphertext);
    return fetch(`${this.url}?${query ? query(signed.query) : signed.query}`);
  }

  post(plain: string, { envelope, query, receiveId = keys.receiveId, timestamp = this.seconds() }: Posting = {}) {
    const signed = this.sign(plain, receiveId, timestamp);
    const body = envelope
      ? envelope(signed.ciphertext)
      : `<xml><ToUserName>${cdata(keys.receiveId)}</ToUserName><AgentID>7</AgentID><Encrypt>${cdata(signed.ciphertext)}</Encrypt></xml>`;
    return fetch(`${this.url}?${query ? query(signed.query) : signed.query}`, { method: "POST", body });
  }

  /** What an answer says once it is opened: every field of the plain reply; undefined for an empty acknowledgement. */
  async open(response: Response): Promise<XmlNode | undefined> {
    const body = await response.text();
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    if (body === "") return undefined;
    const outer = parseXml(body);
    const [ciphertext, timestamp, nonce] = [outer.Encrypt, outer.TimeStamp, outer.Nonce].map((one) => textOf(one));
    if (textOf(outer.MsgSignature) !== getSignature(keys.token, timestamp!, nonce!, ciphertext!))
      throw new Error("the answer is signed wrongly");
    return parseXml(decryptText(keys, ciphertext!));
  }

  private get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/wecom/callback`;
  }

  private sign(plain: string, receiveId: string, timestamp: string) {
    const nonce = randomBytes(8).toString("hex");
    const ciphertext = encrypt(keys.encodingAesKey, plain, receiveId);
    const signature = getSignature(keys.token, timestamp, nonce, ciphertext);
    return { ciphertext, query: new URLSearchParams({ msg_signature: signature, timestamp, nonce }) };
  }
}
