import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import request from "supertest";
import { buildServer } from "../../server/app";
import { createMetrics } from "../../server/metrics";
import { pageRoutes } from "../../server/routes/pages";
import { openWorld, type World } from "../world";
import { secret } from "./serveApi";

describe("The phone's pages under /h5/", () => {
  let world: World;
  let project: string;
  let folder: string;

  beforeAll(async () => {
    world = await openWorld("sqlite");
  });
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "dabiao-pages-"));
    folder = join(project, "h5");
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));
  afterAll(() => world.close());

  const metrics = createMetrics();
  const serve = (isProduction = false) =>
    buildServer(world.app, {
      metrics,
      sessionSecrets: [secret],
      isProxied: false,
      raw: [pageRoutes({ folder, isProduction, isSandbox: true })],
      routers: [],
    }).callback();
  const get = (path: string, encodings = "identity", http = serve()) =>
    request(http).get(path).set("Accept-Encoding", encodings);
  const script = `console.log("${"x".repeat(2000)}");`;

  function build() {
    mkdirSync(join(folder, "js"), { recursive: true });
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>达标</title>");
    writeFileSync(join(folder, "sw.js"), "// worker");
    writeFileSync(join(folder, ".stamp"), "secret");
    writeFileSync(join(folder, "js", "app.0123abcd.js"), script);
    writeFileSync(join(folder, "js", "app.0123abcd.js.br"), brotliCompressSync(script));
    writeFileSync(join(folder, "js", "app.0123abcd.js.gz"), gzipSync(script));
    writeFileSync(join(project, "outside.txt"), "outside");
  }

  it("say that they are being prepared, and ask again without a script, until they are there", async () => {
    const http = serve();
    const { status, text, headers } = await get("/h5/", "identity", http);
    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(text).toContain("正在准备页面…");
    expect(text).toContain('<meta http-equiv="refresh" content="2">');
    expect(text).not.toContain("<script");
    expect(text).toContain("演示沙箱");
    const asset = await get("/h5/js/app.0123abcd.js", "identity", http);
    expect([asset.status, asset.headers["retry-after"], asset.headers["cache-control"]]).toEqual([
      503,
      "2",
      "no-store",
    ]);
    build();
    expect((await get("/h5/", "identity", http)).text).toBe("<!doctype html><title>达标</title>");
  });

  it("say so when their build has failed", async () => {
    writeFileSync(`${folder}.failed`, "");
    expect((await get("/h5/")).text).toContain("页面没有准备好");
  });

  it("say in production what the operator has to do, and do not ask again", async () => {
    const { status, text } = await get("/h5/", "identity", serve(true));
    expect(status).toBe(200);
    expect(text).toContain("npm run build");
    expect(text).not.toContain("refresh");
  });

  it("are kept for a year where their name changes with them, and asked for each time elsewhere", async () => {
    build();
    const kept = async (path: string) => (await get(path)).headers["cache-control"];
    expect(await kept("/h5/js/app.0123abcd.js")).toBe("public, max-age=31536000, immutable");
    for (const path of ["/h5/", "/h5/index.html", "/h5/sw.js"])
      expect([path, await kept(path)]).toEqual([path, "no-cache"]);
  });

  it.each([
    ["br, gzip", "br"],
    ["gzip", "gzip"],
    ["identity", undefined],
  ])("come compressed before to who takes %s", async (accepted, encoding) => {
    build();
    const { text, headers } = await get("/h5/js/app.0123abcd.js", accepted).buffer(true);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-type"]).toMatch(/^(application|text)\/javascript/);
    expect(headers.vary).toBe("Accept-Encoding");
    expect(headers["cache-control"]).toContain("immutable");
    expect(text).toBe(script);
    expect(Number(headers["content-length"])).toBeLessThan(encoding ? 200 : 3000);
  });

  it("lie in a folder: its address is completed, with what was asked", async () => {
    const { status, headers } = await get("/h5?code=1");
    expect([status, headers.location]).toEqual([302, "/h5/?code=1"]);
  });

  it.each(["/h5/.stamp", "/h5/none.js", "/h5/..%2foutside.txt", "/h5/%2e%2e/outside.txt", "/h5x/index.html"])(
    "do not give %s",
    async (path) => {
      build();
      const { status, text } = await get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/outside$|^secret$/);
    },
  );

  it("may be framed by the sandbox, and by nobody else", async () => {
    build();
    const { headers } = await get("/h5/");
    expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
  });
});
