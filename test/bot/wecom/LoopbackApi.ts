import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  /** Below /cgi-bin/. */
  path: string;
  query: Record<string, string>;
  body: unknown;
}

/** JSON as it stands, or whatever a test does to the response. */
export type Answer = object | ((asked: Asked, response: ServerResponse) => object | undefined);

/** An API on loopback that answers as each test says, and keeps what it was asked. */
export class LoopbackApi {
  readonly asked: Asked[] = [];
  private readonly answers = new Map<string, Answer[]>();
  private readonly server: Server;
  private tokens = 0;

  private constructor() {
    this.server = createServer(async (request, response) => {
      const asked = await read(request);
      this.asked.push(asked);
      const queue = this.answers.get(asked.path) ?? [{ errcode: 0, errmsg: "ok" }];
      const answer = queue.length > 1 ? queue.shift()! : queue[0]!;
      const json = typeof answer === "function" ? answer(asked, response) : answer;
      if (json) response.setHeader("content-type", "application/json").end(JSON.stringify(json));
    });
    this.on("gettoken", () => ({ errcode: 0, access_token: `token${++this.tokens}`, expires_in: 7200 }));
  }

  static async start(): Promise<LoopbackApi> {
    const api = new LoopbackApi();
    await new Promise<void>((resolve) => api.server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a path answers, one after the other; the last again and again. */
  on(path: string, ...answers: Answer[]) {
    this.answers.set(path, answers);
  }

  askedFor(path: string): Asked[] {
    return this.asked.filter((one) => one.path === path);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? "",
    path: pathname.replace("/cgi-bin/", ""),
    query: Object.fromEntries(searchParams),
    body: chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString()),
  };
}
