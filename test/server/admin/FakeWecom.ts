import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = Record<string, unknown>;

/** Plays WeCom's API on loopback: answers by path, and keeps what it was asked. */
export class FakeWecom {
  readonly asked: { path: string; query: URLSearchParams; body: unknown }[] = [];
  /** By path under /cgi-bin/; a function sees the query. */
  answers: Record<string, Answer | ((query: URLSearchParams) => Answer)> = {
    gettoken: { errcode: 0, access_token: "T", expires_in: 7200 },
    getcallbackip: { errcode: 41001 },
    "menu/create": { errcode: 0 },
    "agent/get": { errcode: 0, name: "达标", redirect_domain: "dabiao.example.com", isreportenter: 1 },
    "department/list": {
      errcode: 0,
      department: [{ id: 1, name: "某某服饰", parentid: 0, department_leader: ["boss"] }],
    },
    "user/list": () => ({ errcode: 0, userlist: this.people }),
    "user/get": (query) => this.people.find(({ userid }) => userid === query.get("userid")) ?? { errcode: 60111 },
  };
  people: Answer[] = ["boss", "hr", "amy"].map((userid) => ({ userid, name: userid, department: [1], status: 1 }));
  /** What the Date header says; now unless set. */
  date: Date | undefined;
  private readonly server: Server;

  private constructor() {
    this.server = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
      const path = pathname.replace("/cgi-bin/", "");
      this.asked.push({ path, query: searchParams, body: await bodyOf(request) });
      const answer = this.answers[path] ?? { errcode: 404 };
      if (this.date) response.setHeader("date", this.date.toUTCString());
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(typeof answer === "function" ? answer(searchParams) : answer));
    });
  }

  static async start(): Promise<FakeWecom> {
    const fake = new FakeWecom();
    await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}
