import { outbox } from "../../../miniprogram/src/lib/outbox";
import { phone, requests, storage } from "./taro";

jest.mock("@tarojs/taro", () => ({ __esModule: true, ...jest.requireActual("./taro") }));

const report = {
  byId: "zhang",
  keyResultId: "k1",
  operation: "add" as const,
  amount: "3000",
  confidence: null,
  note: null,
  files: [],
  title: "GMV",
  unit: "元",
  forName: null,
};
const sent = () => requests.filter(({ url }) => url.endsWith("/check-ins"));
/** A server where `zhang` is signed in, and reports get `status`. */
const serve = (status: number, data: object = { value: "1", isReached: false }, id = "zhang") => {
  phone.answer = async ({ url }) =>
    url.endsWith("/me") ? { statusCode: 200, data: { id } } : { statusCode: status, data };
};
const cut = () => {
  phone.answer = async () => {
    throw new Error("no net");
  };
};

describe("Reports that wait on the phone", () => {
  beforeAll(() => {
    Object.assign(globalThis, { API_BASE: "" });
    jest.useFakeTimers({ advanceTimers: 50 });
  });
  beforeEach(() => {
    storage.clear();
    requests.length = 0;
    phone.isFull = false;
    storage.set("me", '"zhang"');
  });
  afterAll(() => jest.useRealTimers());

  it("are sent under one key, however often it takes", async () => {
    cut();
    outbox.add([report]);
    await outbox.flush();
    expect(outbox.list()[0]!.state).toBe("waiting");
    serve(503, {});
    await outbox.flush();
    serve(200);
    await Promise.all([outbox.flush(), outbox.flush()]);
    await outbox.flush();
    expect(outbox.list()[0]).toMatchObject({ state: "sent", value: "1" });
    expect(new Set(sent().map(({ header, data }) => JSON.stringify([header["Idempotency-Key"], data]))).size).toBe(1);
    expect(outbox.waitingCount()).toBe(0);
  });

  it("are sent again after a kill, the same", async () => {
    serve(200);
    outbox.add([report]);
    const [kept] = JSON.parse(storage.get("outbox")!);
    storage.set("outbox", JSON.stringify([{ ...kept, state: "sending", isTimed: true }]));
    await outbox.flush();
    expect(sent().map(({ header }) => header["Idempotency-Key"])).toEqual([kept.id]);
  });

  it("stay with whoever made them when another signs in", async () => {
    serve(200, {}, "li");
    outbox.add([report]);
    storage.set("me", '"li"');
    await outbox.flush();
    expect([sent().length, outbox.list().length]).toEqual([0, 0]);
    serve(200);
    storage.set("me", '"zhang"');
    await outbox.flush();
    expect(outbox.list()[0]!.state).toBe("sent");
  });

  it("are not sent in a session that turns out to be another's", async () => {
    storage.set("me", '"wang"');
    serve(200, {}, "li");
    outbox.add([{ ...report, byId: "wang" }]);
    await outbox.flush();
    expect(sent().length).toBe(0);
    expect(JSON.parse(storage.get("outbox")!)).toHaveLength(1);
  });

  it("are given back with the reason when refused, and hold up no other", async () => {
    serve(409, { code: "checkIn.goalNotActive", detail: "目标已取消" });
    outbox.add([report, report]);
    await outbox.flush();
    expect(outbox.list().map(({ state, detail }) => [state, detail])).toEqual(Array(2).fill(["refused", "目标已取消"]));
  });

  it("say so when there is no room", () => {
    phone.isFull = true;
    expect(outbox.add([report])).toBe(false);
  });

  it("count by the server's clock when the phone's is ahead", async () => {
    const hour = 3_600_000;
    phone.answer = async ({ url }) => ({
      statusCode: 200,
      data: url.endsWith("/me") ? { id: "zhang" } : { value: "1", isReached: false },
      header: { date: new Date(Date.now() - hour).toUTCString() },
    });
    outbox.add([report]);
    await outbox.flush();
    outbox.add([report]);
    await outbox.flush();
    const { occurredAt } = sent().at(-1)!.data as { occurredAt: string };
    expect(Math.abs(Date.parse(occurredAt) - (Date.now() - hour))).toBeLessThan(10_000);
  });
});
