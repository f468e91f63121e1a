import request from "supertest";
import { buildServer } from "../../server/app";
import { createMetrics } from "../../server/metrics";
import { healthRoutes } from "../../server/routes/health";
import { openWorld, type World } from "../world";

const metricsToken = "m".repeat(16);

describe("/metrics", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("sqlite");
  });
  afterAll(() => world.close());

  const ask = (headers: Record<string, string>) => {
    const metrics = createMetrics();
    const raw = [healthRoutes(world.app, { metrics, metricsToken, isStopping: () => false })];
    const koa = buildServer(world.app, { metrics, sessionSecrets: ["s"], isProxied: true, raw, routers: [] });
    return request(koa.callback()).get("/metrics").set(headers);
  };

  it("answers this machine", async () => {
    const { status, text } = await ask({});
    expect(status).toBe(200);
    expect(text).toContain("dabiao_outbox_lag_seconds 0");
  });

  it.each(["X-Forwarded-For", "X-Real-IP", "Forwarded"])(
    "takes nobody behind a proxy (%s) for this machine",
    async (header) => {
      expect((await ask({ [header]: "203.0.113.9" })).status).toBe(403);
    },
  );

  it("answers whoever has the token, and nobody with another", async () => {
    const proxied = { "X-Forwarded-For": "203.0.113.9" };
    expect((await ask({ ...proxied, Authorization: `Bearer ${metricsToken}` })).status).toBe(200);
    expect((await ask({ ...proxied, Authorization: `Bearer ${"n".repeat(16)}` })).status).toBe(403);
  });
});
