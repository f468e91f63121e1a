import { Unreachable } from "../../../miniprogram/src/lib/errors";
import { request } from "../../../miniprogram/src/lib/request";
import { phone, requests, storage } from "./taro";

jest.mock("@tarojs/taro", () => ({ __esModule: true, ...jest.requireActual("./taro") }));

type Answer = { statusCode: number; data: unknown } | "nothing";

/** Answers each path in turn, the last for good; signing in gives a new token each time. */
function serve(answers: Record<string, Answer[]>) {
  let signedIn = 0;
  phone.answer = async ({ url }) => {
    const path = url.replace("/api/v1", "");
    if (path === "/session") return { statusCode: 200, data: { token: `token${++signedIn}` } };
    const left = answers[path] ?? [];
    const answer = left.length > 1 ? left.shift()! : left[0]!;
    if (answer === "nothing") throw new Error("no net");
    return answer;
  };
}
const ok = (data: unknown = { done: true }) => ({ statusCode: 200, data });
const problem = (statusCode: number, code = "some.code") => ({ statusCode, data: { code, detail: "出了点事" } });
const asked = (path: string) => requests.filter(({ url }) => url === `/api/v1${path}`);
const keysOf = (path: string) => asked(path).map(({ header }) => header["Idempotency-Key"]);

describe("A request", () => {
  beforeAll(() => {
    jest.useFakeTimers({ advanceTimers: 50 });
  });
  beforeEach(() => {
    storage.clear();
    requests.length = 0;
  });
  afterAll(() => jest.useRealTimers());

  it("is asked once more when there was no answer, and no third time", async () => {
    serve({ "/goals": ["nothing", ok({ goals: [] })] });
    await expect(request("GET", "/goals")).resolves.toEqual({ goals: [] });
    expect(asked("/goals")).toHaveLength(2);
    serve({ "/me": ["nothing"] });
    await expect(request("GET", "/me")).rejects.toThrow(Unreachable);
    expect(asked("/me")).toHaveLength(2);
  });

  it.each([502, 503, 504])("is asked once more after a %d, which passes", async (status) => {
    serve({ "/goals": [problem(status), ok()] });
    await request("GET", "/goals");
    expect(asked("/goals")).toHaveLength(2);
  });

  it.each([400, 403, 404, 409, 422, 429, 500])(
    "is not asked again after a %d, and says what the server said",
    async (status) => {
      serve({ "/goals": [problem(status)] });
      await expect(request("POST", "/goals", { body: {} })).rejects.toMatchObject({
        status,
        code: "some.code",
        detail: "出了点事",
      });
      expect(asked("/goals")).toHaveLength(1);
    },
  );

  it("gives up after twelve seconds, an upload later", async () => {
    serve({ "/goals": [ok()] });
    await request("GET", "/goals");
    await request("POST", "/goals", { body: new ArrayBuffer(1), timeoutMs: 60_000 });
    expect(requests.map((one) => (one as unknown as { timeout: number }).timeout)).toEqual([12_000, 60_000]);
  });

  it("carries a key of its own when it writes, the same at another try, and none when it reads", async () => {
    serve({ "/goals": ["nothing", ok()] });
    await request("POST", "/goals", { body: {} });
    const [first, again] = keysOf("/goals");
    expect(first).toMatch(/^[\x21-\x7e]{10,64}$/);
    expect(again).toBe(first);
    for (const method of ["PATCH", "DELETE"] as const) await request(method, "/goals");
    expect(new Set(keysOf("/goals")).size).toBe(3);
    serve({ "/me": [ok()] });
    await request("GET", "/me");
    expect(keysOf("/me")).toEqual([undefined]);
  });

  it("carries the key it is given", async () => {
    serve({ "/goals": [problem(503), ok()] });
    await request("POST", "/goals", { body: {}, key: "mine" });
    expect(keysOf("/goals")).toEqual(["mine", "mine"]);
  });

  it("signs in anew after a 401 and is asked again, with the new token and the same key", async () => {
    storage.set("token", '"old"');
    serve({ "/goals": [problem(401, "session.none"), ok()] });
    await request("POST", "/goals", { body: { title: "目标" } });
    const [before, after] = asked("/goals");
    expect([before!.header.Authorization, after!.header.Authorization]).toEqual(["Bearer old", "Bearer token1"]);
    expect(new Set(keysOf("/goals")).size).toBe(1);
    expect(after!.data).toEqual({ title: "目标" });
  });

  it("signs in once for all that were refused at the same time", async () => {
    serve({ "/a": [problem(401), ok()], "/b": [problem(401), ok()], "/c": [problem(401), ok()] });
    await Promise.all(["/a", "/b", "/c"].map((path) => request("GET", path)));
    expect(asked("/session")).toHaveLength(1);
  });

  it("gives up when it is refused again after signing in", async () => {
    serve({ "/goals": [problem(401, "session.none")] });
    await expect(request("GET", "/goals")).rejects.toMatchObject({ status: 401 });
    expect([asked("/session").length, asked("/goals").length]).toEqual([1, 2]);
  });

  it.each(["<html>Bad gateway</html>", "", null, "null", '{"code":1'])(
    "has words when a proxy answers %j",
    async (data) => {
      serve({ "/goals": [{ statusCode: 413, data }] });
      await expect(request("POST", "/goals")).rejects.toMatchObject({
        code: "http",
        detail: expect.stringContaining("413"),
      });
    },
  );

  it("says PUT for PATCH, which WeChat does not know, and sends a file as it is", async () => {
    serve({ "/goals": [ok()] });
    await request("PATCH", "/goals", { body: {} });
    await request("POST", "/goals", { body: new ArrayBuffer(1), header: { "Content-Type": "image/jpeg" } });
    expect(asked("/goals").map(({ method, header }) => [method, header["Content-Type"]])).toEqual([
      ["PUT", "application/json"],
      ["POST", "image/jpeg"],
    ]);
  });
});
