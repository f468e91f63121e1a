import { once } from "node:events";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { WecomRefused, WecomUnreachable } from "../../../bot/wecom/errors";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import { type Answer, LoopbackApi } from "./LoopbackApi";

const secrets = ["app-secret-93", "access-token-57", "webhook-key-31", "cgi-bin", "http://", "127.0.0.1"];

describe("The client of WeCom's API", () => {
  let api: LoopbackApi;
  beforeEach(async () => {
    api = await LoopbackApi.start();
  });
  afterEach(() => api.stop());

  const dropped: string[] = [];
  const client = (apiUrl = api.url, timeoutMs = 8000) =>
    new WecomClient(
      { apiUrl, corpId: "ww1", agentId: 7, secret: "app-secret-93" },
      {
        tokens: {
          readOrRefresh: async () => "access-token-57",
          drop: async (_, token) => {
            dropped.push(token);
          },
        },
        now: () => new Date("2026-05-11T02:00:00Z"),
        timeoutMs,
      },
    );
  const faultOf = (call: Promise<unknown>) =>
    call.then(
      () => {
        throw new Error("answered");
      },
      (error: unknown) => error as WecomRefused | WecomUnreachable,
    );

  /** The error as any log, crash report or list of failed notices could show it. */
  function expectNoSecretIn(error: Error) {
    const shown = [
      inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
      JSON.stringify(error),
      JSON.stringify(Object.getOwnPropertyDescriptors(error)),
      String(error.stack),
      inspect(error.cause),
    ].join("\n");
    for (const secret of secrets) expect(shown).not.toContain(secret);
  }

  it.each([
    [-1, "retry"],
    [6000, "retry"],
    [45033, "retry"],
    [45009, "wait"],
    [40001, "token"],
    [42001, "token"],
    [60020, "final"],
    [81013, "final"],
    [987654, "final"],
  ])("knows what to do about %i: %s", async (errcode, treatment) => {
    api.on("message/send", {
      errcode,
      errmsg: `hint: [1], from ip: 127.0.0.1, access_token=access-token-57 at ${api.url}`,
    });
    const error = await faultOf(client().sendMessage({}));
    expect(error).toBeInstanceOf(WecomRefused);
    expect(error).toMatchObject({ errcode, treatment, path: "message/send" });
    expectNoSecretIn(error);
    expect(api.askedFor("message/send")).toHaveLength(treatment === "token" ? 2 : 1);
  });

  const html = "<html><body>系统维护中</body></html>";
  const endless: Answer = (_, response) => {
    const chunk = Buffer.alloc(256 * 1024, " ");
    const write = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once("drain", write);
    };
    response.on("error", () => undefined);
    write();
    return undefined;
  };
  const send =
    (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
    (_, response) => {
      response.writeHead(status, headers).end(body);
      return undefined;
    };

  it.each<[name: string, failure: string, answer: Answer]>([
    ["an answer that never comes", "timeout", () => undefined],
    [
      "an answer that stops in the middle",
      "timeout",
      (_, response) => {
        response.writeHead(200).write('{"errcode":');
        return undefined;
      },
    ],
    [
      "a connection that is closed in the middle",
      "network",
      (_, response) => {
        response.writeHead(200, { "content-length": "100" }).write('{"errcode":');
        setImmediate(() => response.destroy());
        return undefined;
      },
    ],
    [
      "a connection that is closed at once",
      "network",
      (_, response) => {
        response.destroy();
        return undefined;
      },
    ],
    ["502", "status", send(502, "Bad Gateway")],
    ["500 with an errcode", "status", send(500, '{"errcode":0}')],
    ["404", "status", send(404, "")],
    ["204", "status", send(204, "")],
    ["a redirect", "status", send(302, "", { location: "http://127.0.0.1:1/?access_token=access-token-57" })],
    ["a page with status 200", "body", send(200, html, { "content-type": "text/html" })],
    ["nothing", "body", send(200, "")],
    ["JSON without errcode", "body", { errmsg: "ok" }],
    ["an errcode that is text", "body", { errcode: "0" }],
    ["an errcode that is no integer", "body", { errcode: 0.5 }],
    ["a list", "body", []],
    ["null", "body", send(200, "null")],
    ["half an answer", "body", send(200, '{"errcode":0,"msgid":')],
    ["an answer of another shape", "body", { errcode: 0, msgid: 5 }],
    ["an answer without end", "body", endless],
    ["a compressed bomb", "body", send(200, gzipSync(Buffer.alloc(32 << 20, " ")), { "content-encoding": "gzip" })],
  ])("takes %s for silence: %s", async (_, failure, answer) => {
    api.on("message/send", answer);
    const error = await faultOf(client(api.url, failure === "timeout" ? 80 : 8000).sendMessage({ touser: "amy" }));
    expect(error).toBeInstanceOf(WecomUnreachable);
    expect(error).toMatchObject({ failure, path: "message/send" });
    expectNoSecretIn(error);
    expect(api.askedFor("message/send")).toHaveLength(1);
  });

  it("takes a refused connection for silence", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const error = await faultOf(client(`http://127.0.0.1:${port}`).sendMessage({}));
    expect(error).toMatchObject({ failure: "network" });
    expectNoSecretIn(error);
  });

  it("says nothing of the secret, the webhook's key or a login code when these calls fail", async () => {
    for (const path of ["gettoken", "webhook/send", "auth/getuserinfo"]) api.on(path, send(503, html));
    const noToken = new WecomClient(
      { apiUrl: api.url, corpId: "ww1", agentId: 7, secret: "app-secret-93" },
      {
        tokens: { readOrRefresh: async (_, __, fetchToken) => (await fetchToken()).value, drop: async () => undefined },
        now: () => new Date(),
      },
    );
    const errors = [
      await faultOf(noToken.getAgent()),
      await faultOf(client().sendWebhook("webhook-key-31", { msgtype: "text" })),
      await faultOf(client().exchangeOauth("login-code")),
    ];
    for (const error of errors) expectNoSecretIn(error);
    expect(inspect(errors)).not.toContain("login-code");
    expect(api.asked.map(({ query }) => query)).toEqual([
      { corpid: "ww1", corpsecret: "app-secret-93" },
      { key: "webhook-key-31" },
      { access_token: "access-token-57", code: "login-code" },
    ]);
  });

  it("reads who could not be reached from strings and from lists", async () => {
    api.on("message/send", { errcode: 0, invaliduser: "amy|BEN", unlicenseduser: "", msgid: "m" });
    expect(await client().sendMessage({})).toMatchObject({ invaliduser: ["amy", "BEN"], unlicenseduser: [] });
    api.on("message/update_template_card", { errcode: 0, invaliduser: ["amy"] });
    expect(await client().updateTemplateCard({})).toMatchObject({ invaliduser: ["amy"] });
  });

  it("drops the token it was refused with", async () => {
    dropped.length = 0;
    api.on("agent/get", { errcode: 42001 }, { errcode: 0 });
    await client().getAgent();
    expect(dropped).toEqual(["access-token-57"]);
  });
});
