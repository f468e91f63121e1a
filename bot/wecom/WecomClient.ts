import type { z } from "zod";
import {
  Answer,
  AppchatAnswer,
  CreatedAppchat,
  Departments,
  MemberIds,
  OpenidAnswer,
  People,
  Person,
  SendAnswer,
  Session,
  TokenAnswer,
  UpdateAnswer,
  UserInfo,
} from "./answers";
import { WecomRefused, WecomUnreachable } from "./errors";
import type { TokenStore } from "./TokenStore";

export interface WecomConfig {
  /** `https://qyapi.weixin.qq.com` */
  apiUrl: string;
  corpId: string;
  agentId: number;
  secret: string;
}

interface Options {
  tokens: TokenStore;
  now: () => Date;
  timeoutMs?: number;
}

/** Refresh this long before a token expires, in seconds: other processes may hold it for a moment longer. */
const marginSeconds = 300;
/** A refused secret is not tried again so soon, in ms: WeCom bans the address of who keeps trying (doc 90313). */
const refusedMs = 60_000;
const maxAnswerBytes = 4 * 1024 * 1024;

/** Calls WeCom's API for one app. Errors never hold a secret or a token. */
export class WecomClient {
  private refreshing: Promise<string> | undefined;
  private refusal: { error: WecomRefused; until: number } | undefined;

  constructor(
    readonly config: WecomConfig,
    private readonly options: Options,
  ) {}

  sendMessage(body: object) {
    return this.post("message/send", body, SendAnswer);
  }

  updateTemplateCard(body: object) {
    return this.post("message/update_template_card", body, UpdateAnswer);
  }

  createAppchat(body: object) {
    return this.post("appchat/create", body, CreatedAppchat);
  }

  getAppchat(chatid: string) {
    return this.get("appchat/get", { chatid }, AppchatAnswer);
  }

  updateAppchat(body: object) {
    return this.post("appchat/update", body, Answer);
  }

  sendAppchat(body: object) {
    return this.post("appchat/send", body, Answer);
  }

  createMenu(body: object) {
    return this.post(`menu/create`, body, Answer, { agentid: String(this.config.agentId) });
  }

  getAgent() {
    return this.get("agent/get", { agentid: String(this.config.agentId) }, Answer);
  }

  async departments() {
    return (await this.get("department/list", {}, Departments)).department;
  }

  async departmentPeople(departmentId: number) {
    const answer = await this.get("user/list", { department_id: String(departmentId) }, People);
    return answer.userlist;
  }

  person(userId: string) {
    return this.get("user/get", { userid: userId }, Person);
  }

  /** What WeChat calls a person in the company's name; red packets are sent to it. */
  async openidOf(userId: string): Promise<string> {
    return (await this.post("user/convert_to_openid", { userid: userId }, OpenidAnswer)).openid;
  }

  /** A page of `user id × department`; for the contact-sync secret only. The last page has an empty cursor. */
  memberIds(cursor: string) {
    return this.post("user/list_id", { limit: 10_000, ...(cursor && { cursor }) }, MemberIds);
  }

  /** Who signed in; the code works once, within five minutes. */
  async exchangeOauth(code: string): Promise<string | undefined> {
    const { userid, UserId } = await this.get("auth/getuserinfo", { code }, UserInfo);
    return userid ?? UserId;
  }

  exchangeMiniprogram(code: string) {
    return this.get("miniprogram/jscode2session", { js_code: code, grant_type: "authorization_code" }, Session);
  }

  /** Posts to a group by its robot's webhook; the key in it is a secret. */
  async sendWebhook(key: string, body: object) {
    await this.request("webhook/send", { key }, body, Answer);
  }

  private get<Shape extends z.ZodType>(path: string, query: Record<string, string>, shape: Shape) {
    return this.authorized(path, query, undefined, shape);
  }

  private post<Shape extends z.ZodType>(path: string, body: object, shape: Shape, query: Record<string, string> = {}) {
    return this.authorized(path, query, body, shape);
  }

  private async authorized<Shape extends z.ZodType>(
    path: string,
    query: Record<string, string>,
    body: object | undefined,
    shape: Shape,
  ): Promise<z.infer<Shape>> {
    const token = await this.token();
    try {
      return await this.request(path, { access_token: token, ...query }, body, shape);
    } catch (error) {
      if (!(error instanceof WecomRefused) || error.treatment !== "token") throw error;
      await this.options.tokens.drop(this.tokenName, token);
      return this.request(path, { access_token: await this.token(), ...query }, body, shape);
    }
  }

  private get tokenName() {
    return `wecom:${this.config.corpId}:${this.config.agentId}`;
  }

  /** The shared token; of all callers in all processes one refreshes it. */
  async token(): Promise<string> {
    this.refreshing ??= this.readOrRefresh().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async readOrRefresh(): Promise<string> {
    const { tokens, now } = this.options;
    const soon = () => new Date(now().getTime() + marginSeconds * 1000);
    return tokens.readOrRefresh(this.tokenName, soon, async () => {
      const answer = await this.fetchToken();
      return { value: answer.access_token, expiresAt: new Date(now().getTime() + answer.expires_in * 1000) };
    });
  }

  private async fetchToken() {
    if (this.refusal && performance.now() < this.refusal.until) throw this.refusal.error;
    const { corpId, secret } = this.config;
    try {
      return await this.request("gettoken", { corpid: corpId, corpsecret: secret }, undefined, TokenAnswer);
    } catch (error) {
      if (error instanceof WecomRefused && error.treatment !== "retry")
        this.refusal = { error, until: performance.now() + refusedMs };
      throw error;
    }
  }

  private async request<Shape extends z.ZodType>(
    path: string,
    query: Record<string, string>,
    body: object | undefined,
    shape: Shape,
  ): Promise<z.infer<Shape>> {
    const url = `${this.config.apiUrl}/cgi-bin/${path}?${new URLSearchParams(query)}`;
    const answer = Answer.safeParse(await this.exchange(path, url, body));
    if (!answer.success) throw new WecomUnreachable("body", path);
    if (answer.data.errcode !== 0) throw new WecomRefused(answer.data.errcode, path);
    const parsed = shape.safeParse(answer.data);
    if (!parsed.success) throw new WecomUnreachable("body", path);
    return parsed.data;
  }

  /** One round trip. The cause of a failure is dropped on purpose: it may quote the URL and with it the token. */
  private async exchange(path: string, url: string, body: object | undefined): Promise<unknown> {
    const signal = AbortSignal.timeout(this.options.timeoutMs ?? 8000);
    let text: string;
    try {
      const response = await fetch(url, {
        method: body ? "POST" : "GET",
        headers: body ? { "content-type": "application/json" } : {},
        body: body && JSON.stringify(body),
        redirect: "manual",
        signal,
      });
      if (response.status !== 200) throw new WecomUnreachable("status", path);
      text = await readLimited(response, path);
    } catch (error) {
      if (error instanceof WecomUnreachable) throw error;
      throw new WecomUnreachable(signal.aborted ? "timeout" : "network", path);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new WecomUnreachable("body", path);
    }
  }
}

async function readLimited(response: Response, path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) throw new WecomUnreachable("body", path);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
