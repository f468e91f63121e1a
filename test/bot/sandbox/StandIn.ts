import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import type { SandboxCompany } from "../../../bot/sandbox/company";
import { createDeskKeys } from "../../../bot/sandbox/pay/DeskKeys";
import { Sandbox } from "../../../bot/sandbox/Sandbox";
import type { SandboxKeys } from "../../../bot/sandbox/SandboxState";
import { sandboxKeys } from "../../../bot/sandbox/sandboxKeys";
import { decryptText } from "../../../bot/wecom/crypto";
import { parseXml, textOf, type XmlNode } from "../../../bot/wecom/xml";
import { monday, TestClock } from "../../world";

export interface ApiAnswer extends Record<string, unknown> {
  errcode: number;
  errmsg: string;
}

/** People with these ids in one department of id 1. */
export const companyOf = (...userIds: string[]): SandboxCompany => ({
  name: "试衣间",
  departments: [{ id: 1, name: "试衣间", parentId: 0, leader: userIds[0] ?? "" }],
  people: userIds.map((userId) => ({ userId, name: userId, departmentId: 1, position: "店员", leader: "", shift: "" })),
});

/** The stand-in for WeCom on a port of its own, and a product that takes its callbacks and writes down what they say. */
export class StandIn {
  readonly clock = new TestClock(monday);
  /** Callbacks, opened, in the order they came. */
  readonly callbacks: XmlNode[] = [];
  readonly sandbox: Sandbox;
  private token = "";
  private readonly server: Server;
  private readonly product: Server;

  private constructor(company: SandboxCompany, keys: SandboxKeys) {
    this.product = createServer(async (request, response) => {
      this.callbacks.push(await open(request, keys));
      response.end();
    });
    this.sandbox = new Sandbox({
      company,
      keys,
      payKeys,
      zone: "Asia/Shanghai",
      callbackUrl: () => urlOf(this.product),
      clock: { now: () => this.clock.now(), advance: async () => [] },
    });
    const koa = new Koa();
    koa.silent = true;
    for (const router of this.sandbox.routes()) koa.use(router.routes());
    this.server = createServer(koa.callback());
  }

  static async start(company = companyOf("ann", "bob", "cat"), keys: Partial<SandboxKeys> = {}): Promise<StandIn> {
    const standIn = new StandIn(company, { ...sandboxKeys, ...keys });
    for (const server of [standIn.server, standIn.product])
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return standIn;
  }

  /** What the product takes for the API. */
  get apiUrl() {
    return `${urlOf(this.server)}/sandbox/api`;
  }

  /** What the product takes for api.mch.weixin.qq.com. */
  get payUrl() {
    return `${urlOf(this.server)}/sandbox/pay`;
  }

  /** Where its page is. */
  get origin() {
    return urlOf(this.server);
  }

  get state() {
    return this.sandbox.state;
  }

  /** Calls an API with a good token, by POST where there is a body. */
  async call(path: string, body?: unknown, query: Record<string, string> = {}): Promise<ApiAnswer> {
    const isGood = (this.state.accessTokens.get(this.token) ?? 0) > this.clock.now().getTime();
    if (!isGood) this.token = await this.freshToken();
    return this.raw(path, body === undefined ? undefined : JSON.stringify(body), {
      access_token: this.token,
      ...query,
    });
  }

  async raw(path: string, body: string | undefined, query: Record<string, string> = {}): Promise<ApiAnswer> {
    const response = await fetch(`${this.apiUrl}/cgi-bin/${path}?${new URLSearchParams(query)}`, {
      method: body === undefined ? "GET" : "POST",
      body,
    });
    expect(response.status).toBe(200);
    return response.json() as Promise<ApiAnswer>;
  }

  async freshToken(): Promise<string> {
    const { corpId, secret } = this.state.keys;
    return String((await this.raw("gettoken", undefined, { corpid: corpId, corpsecret: secret })).access_token);
  }

  /** What the page does. */
  control(path: string, body: object): Promise<Response> {
    return fetch(`${urlOf(this.server)}/sandbox/control/${path}`, { method: "POST", body: JSON.stringify(body) });
  }

  /** What a person's chat shows. */
  chat(userId: string) {
    return this.state.chats.get(userId) ?? [];
  }

  /** Sends to ann unless the body says otherwise. */
  send(body: object): Promise<ApiAnswer> {
    return this.call("message/send", { touser: "ann", agentid: this.state.keys.agentId, ...body });
  }

  sendCard(card: object): Promise<ApiAnswer> {
    return this.send({ msgtype: "template_card", template_card: card });
  }

  async stop() {
    this.sandbox.close();
    for (const server of [this.server, this.product]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

export const payKeys = createDeskKeys();

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function open(request: IncomingMessage, { encodingAesKey, corpId }: SandboxKeys): Promise<XmlNode> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const envelope = parseXml(Buffer.concat(chunks).toString());
  return parseXml(decryptText({ encodingAesKey, receiveId: corpId }, textOf(envelope.Encrypt)));
}
