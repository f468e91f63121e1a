import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import request from "supertest";
import { freePort } from "../../bench/freePort";
import { readEnv } from "../../server/env";
import { type Running, start } from "../../server/main";
import { createDatabase, dropDatabase } from "../engines";

describe("What the server sends small", () => {
  let url: string;
  let origin: string;
  let running: Running;
  let cookie: string;

  beforeAll(async () => {
    url = await createDatabase("sqlite");
    const env = readEnv({
      NODE_ENV: "test",
      DATABASE_URL: url,
      PORT: String(await freePort()),
      LOG_LEVEL: "silent",
    });
    running = await start(env);
    origin = env.publicUrl;
    const signedIn = await request(origin)
      .post("/api/v1/session/sandbox")
      .set("Origin", origin)
      .send({ userId: "zhangsan" });
    cookie = String(signedIn.headers["set-cookie"]).replace(/;.*/, "");
  }, 60_000);
  afterAll(async () => {
    await running?.stop();
    await dropDatabase(url);
  });

  const ask = (path: string, encodings: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(`${origin}${path}`, { headers: { cookie, "accept-encoding": encodings } }, resolve).on("error", reject);
    });

  async function answer(path: string, encodings: string) {
    const message = await ask(path, encodings);
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    return { status: message.statusCode ?? 0, headers: message.headers, bytes: Buffer.concat(chunks) };
  }

  it.each([
    ["br, gzip", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
  ])("is the API's JSON of more than a kilobyte, to whoever takes %s", async (encodings, encoding, open) => {
    const plain = await answer("/api/v1/goals", "identity");
    const small = await answer("/api/v1/goals", encodings);
    expect([plain.status, plain.headers["content-encoding"]]).toEqual([200, undefined]);
    expect([small.status, small.headers["content-encoding"]]).toEqual([200, encoding]);
    expect(plain.bytes.length).toBeGreaterThan(1024);
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 3);
    expect(JSON.parse(open(small.bytes).toString())).toEqual(JSON.parse(plain.bytes.toString()));
    expect(small.headers["content-type"]).toBe(plain.headers["content-type"]);
    for (const { headers } of [plain, small]) expect(headers.vary).toContain("Accept-Encoding");
  });

  it("is no shorter answer, and no problem of a few words", async () => {
    for (const [path, code] of [
      ["/api/v1/me", 200],
      ["/api/v1/goals/none", 404],
    ] as const) {
      const { status, headers, bytes } = await answer(path, "br, gzip");
      expect([status, headers["content-encoding"]]).toEqual([code, undefined]);
      expect(Number(headers["content-length"])).toBe(bytes.length);
    }
  });

  it("is none of the sandbox's pages, nor its stream of events, which comes at once", async () => {
    expect((await answer("/sandbox", "br, gzip")).headers["content-encoding"]).toBeUndefined();
    const stream = await ask("/sandbox/events", "br, gzip");
    const [first] = (await once(stream, "data")) as [Buffer];
    expect(stream.headers["content-encoding"]).toBeUndefined();
    expect(first.toString()).toBe("data: changed\n\n");
    stream.destroy();
  });
});
