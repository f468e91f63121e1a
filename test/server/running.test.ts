import { type IncomingMessage, request as send } from "node:http";
import { Writable } from "node:stream";
import { pino } from "pino";
import request from "supertest";
import { freePort } from "../../bench/freePort";
import { Employee } from "../../entities";
import { apiRoutes } from "../../server/apiRoutes";
import { buildServer } from "../../server/app";
import { readEnv } from "../../server/env";
import { logError } from "../../server/logError";
import { type Running, start } from "../../server/main";
import { createMetrics } from "../../server/metrics";
import { healthRoutes } from "../../server/routes/health";
import { createDatabase, describeEngines, dropDatabase } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { secret, tokenFor } from "./serveApi";

describeEngines("running", (engine) => {
  let world: World;
  let lines: string[];
  let isStopping: boolean;

  beforeEach(async () => {
    world = await openWorld(engine);
    isStopping = false;
    lines = [];
    const stream = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    });
    world.app.log = pino({ serializers: { err: logError } }, stream);
  });
  afterEach(() => world.close());

  const metrics = createMetrics();
  const serve = () => {
    const signIn = { exchangeOauth: fail, exchangeMiniprogram: fail, authorizeUrl: () => "/" };
    return buildServer(world.app, {
      metrics,
      sessionSecrets: [secret],
      isProxied: false,
      raw: [healthRoutes(world.app, { metrics, isStopping: () => isStopping })],
      routers: apiRoutes(world.app, { signIn, sessionSecrets: [secret], isSandbox: true }),
    }).callback();
  };
  const fail = async (): Promise<string | undefined> => {
    throw new Error("a bug");
  };

  it("is alive, and ready unless it stops or the database is away", async () => {
    const http = serve();
    expect((await request(http).get("/healthz")).body).toEqual({ status: "ok" });
    expect((await request(http).get("/readyz")).body).toEqual({ status: "ready" });
    isStopping = true;
    const stopping = await request(http).get("/readyz");
    expect([stopping.status, stopping.body.status]).toEqual([503, "stopping"]);
    expect((await request(http).get("/healthz")).status).toBe(200);
    isStopping = false;
    world.db.ping = () => Promise.reject(new Error("away"));
    const away = await request(http).get("/readyz");
    expect([away.status, away.body.status]).toEqual([503, "database.unavailable"]);
  });

  it("counts requests by route and status, and names nobody", async () => {
    const person = await buildEmployee(world, { name: "李小红" });
    const goal = await buildGoal(world, { ownerId: person.id });
    await request(serve())
      .get(`/api/v1/goals/${goal.id}`)
      .auth(await tokenFor(world, person), { type: "bearer" });
    const { text } = await request(serve()).get("/metrics");
    expect(text).toContain('dabiao_http_seconds_count{route="/api/v1/goals/:id",status="200"}');
    for (const name of ["callbacks_total", "deliveries_total", "outbox_lag_seconds", "job_runs_total"])
      expect(text).toContain(`dabiao_${name}`);
    expect(text).not.toContain(goal.id);
  });

  it("shows nothing of a bug, logs it with the request's id", async () => {
    const answer = await request(serve()).post("/api/v1/session").send({ code: "secret-code", via: "miniprogram" });
    expect([answer.status, answer.type, answer.body.code]).toEqual([500, "application/problem+json", "system.failed"]);
    expect(answer.text).not.toContain("a bug");
    expect(answer.body.requestId).toBe(answer.headers["x-request-id"]);
    const [bug, logged] = lines.map((line) => JSON.parse(line));
    expect(bug).toMatchObject({ level: 50, requestId: answer.body.requestId, err: { message: "a bug" } });
    expect(logged).toMatchObject({ requestId: answer.body.requestId, route: "/api/v1/session", status: 500 });
    expect(lines.join()).not.toContain("secret-code");
  });

  it("logs no row that the database chokes on", async () => {
    const person = await buildEmployee(world, { name: "李小红" });
    const broken = { ...person, name: "王大明" };
    const failure = await world.db.transaction((db) => db.insert(Employee, broken)).catch((error: unknown) => error);
    world.app.log.error({ err: failure }, "a request failed");
    expect(lines.join()).toContain(engine === "sqlite" ? "SQLITE_CONSTRAINT" : "ER_DUP_ENTRY");
    for (const said of ["王大明", "李小红", person.id, person.wecomUserId!]) expect(lines.join()).not.toContain(said);
  });

  it("logs no name, text, token or query", async () => {
    const cycle = await buildCycle(world);
    const person = await buildEmployee(world, { name: "李小红" });
    const peer = await buildEmployee(world, { name: "王大明", managerId: person.id });
    const token = await tokenFor(world, person);
    const http = serve();
    const ask = (method: "get" | "post", path: string, body?: object) =>
      request(http)
        [method](`/api/v1${path}`)
        .auth(token, { type: "bearer" })
        .set("Idempotency-Key", "key-of-mine")
        .send(body);
    await ask("get", `/people?query=${encodeURIComponent("王大明")}`);
    await ask("get", "/me");
    await ask("post", "/recognitions", { employeeId: peer.id, reason: "表扬的话" });
    await ask("post", "/goals", { cycleId: cycle.id, title: "目标的话", keyResults: [] });
    await ask("post", "/goals", { cycleId: 5, title: "错的话" });
    await request(http).post("/api/v1/session/sandbox").send({ userId: peer.wecomUserId });
    await request(http).get("/api/v1/session/oauth/callback?code=code-of-mine&state=state-of-mine");
    await world.bot.receive({
      channel: "wecom",
      userId: peer.wecomUserId!,
      key: "said",
      at: world.clock.now(),
      text: "私话",
    });
    expect(lines.length).toBeGreaterThanOrEqual(7);
    const personal = [
      "王大明",
      encodeURIComponent("王大明"),
      "李小红",
      "的话",
      "私话",
      token,
      token.slice(0, 20),
      "key-of-mine",
    ];
    for (const said of [...personal, "code-of-mine", "state-of-mine", peer.id, peer.wecomUserId!])
      expect(lines.join()).not.toContain(said);
    const ids = lines.map((line) => JSON.parse(line).requestId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("protects every answer with the same headers", async () => {
    for (const path of ["/healthz", "/api/v1/me", "/api/docs", "/nothing"]) {
      const { headers } = await request(serve()).get(path);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "no-referrer",
        "content-security-policy": expect.stringContaining("default-src 'self'"),
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers["x-powered-by"]).toBeUndefined();
    }
  });
});

describe("stopping", () => {
  let url: string;
  let running: Running;
  let port: number;

  beforeEach(async () => {
    url = await createDatabase("sqlite");
    port = await freePort();
    running = await start(readEnv({ DATABASE_URL: url, PORT: String(port), LOG_LEVEL: "silent", SERVICES: "web,bot" }));
  });
  afterEach(async () => {
    await running.stop();
    dropDatabase(url);
  });

  it("answers the request it is busy with, and takes no other", async () => {
    const body = JSON.stringify({ userId: "nobody" });
    const headers = { "content-type": "application/json", "content-length": body.length };
    const asking = send({ port, host: "127.0.0.1", method: "POST", path: "/api/v1/session/sandbox", headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      asking.on("response", resolve).on("error", reject),
    );
    asking.write(body.slice(0, 5));
    // Another answer tells that the server has read what was sent before it.
    await request(`http://127.0.0.1:${port}`).get("/healthz");
    const stopped = running.stop();
    await expect(request(`http://127.0.0.1:${port}`).get("/healthz")).rejects.toThrow("ECONNREFUSED");
    asking.end(body.slice(5));
    expect((await answered).statusCode).toBe(403);
    await stopped;
  });
});
