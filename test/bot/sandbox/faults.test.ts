import type { FaultName } from "../../../bot/sandbox/SandboxState";
import { WecomChannel } from "../../../bot/wecom/WecomChannel";
import type { Delivery } from "../../../domain/context";
import { Employee, Notice } from "../../../entities";
import { clientOf } from "./clientOf";
import { StandIn } from "./StandIn";

let standIn: StandIn;
beforeEach(async () => {
  standIn = await StandIn.start();
});
afterEach(() => standIn.stop());

const flip = (name: FaultName, on: boolean) => standIn.control("fault", { name, on });
const channel = () => new WecomChannel(clientOf(standIn, 800), { publicUrl: "https://example.com" });
const notice = (text: string): Delivery => ({
  notice: Object.assign(new Notice(), {
    id: text,
    template: "message",
    kind: "reply",
    data: { message: { kind: "text", text } },
  }),
  person: Object.assign(new Employee(), { wecomUserId: "ann" }),
  team: null,
  facts: {},
});
const texts = (userId: string) => standIn.chat(userId).map(({ content }) => content);
const contents = () => standIn.callbacks.map(({ Content }) => Content);

const faults: [name: FaultName, error: string][] = [
  ["limited", "wecom.45009"],
  ["busy", "wecom.-1"],
  ["serverError", "wecom.status"],
  ["html", "wecom.body"],
  ["timeout", "wecom.timeout"],
];

describe("a fault of the API", () => {
  it.each(faults)("%s makes delivery try again, and no longer when it is switched off", async (name, error) => {
    const carrier = channel();
    await carrier.deliver(notice("之前"));
    await flip(name, true);
    expect(await carrier.deliver(notice("期间"))).toMatchObject({ kind: "retry", error });
    await flip(name, false);
    expect(await carrier.deliver(notice("之后"))).toMatchObject({ kind: "sent" });
    expect(texts("ann")).toEqual(["之前", "之后"]);
  });

  it("an expired token is fetched anew by itself, once, and switches itself off", async () => {
    const carrier = channel();
    await carrier.deliver(notice("之前"));
    await flip("tokenExpired", true);
    let told = 0;
    standIn.state.listeners.add(() => {
      told += 1;
    });
    expect(await carrier.deliver(notice("期间"))).toMatchObject({ kind: "sent" });
    expect(standIn.state.faults.size).toBe(0);
    expect(told).toBeGreaterThan(1);
    expect(texts("ann")).toEqual(["之前", "期间"]);
    expect(standIn.state.accessTokens.size).toBe(1);
  });
});

describe("a fault of the callbacks", () => {
  const say = (text: string) => standIn.control("say", { userId: "ann", text });

  it("comes twice when doubled, word for word, and once again when that is off", async () => {
    await flip("doubled", true);
    await say("今日");
    expect(contents()).toEqual(["今日", "今日"]);
    expect(standIn.callbacks[0]).toEqual(standIn.callbacks[1]);
    await flip("doubled", false);
    await say("帮助");
    expect(contents()).toEqual(["今日", "今日", "帮助"]);
  });

  it("comes after the next one when reordered", async () => {
    await flip("reordered", true);
    await say("一");
    expect(contents()).toEqual([]);
    await say("二");
    await say("三");
    await say("四");
    expect(contents()).toEqual(["二", "一", "四", "三"]);
  });

  it("comes late when nothing overtakes it, and is not lost when the fault is switched off", async () => {
    await flip("reordered", true);
    await say("一");
    await flip("reordered", false);
    expect(contents()).toEqual(["一"]);
  });

  it("comes both twice and in another order when both are on", async () => {
    await flip("doubled", true);
    await flip("reordered", true);
    await say("一");
    await say("二");
    expect(contents()).toEqual(["二", "二", "一", "一"]);
  });
});

it("refuses faults it does not know, and pages of other origins", async () => {
  expect((await standIn.control("fault", { name: "flood", on: true })).status).toBe(400);
  const foreign = await fetch(`${standIn.apiUrl.replace("/api", "")}/control/fault`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: JSON.stringify({ name: "html", on: true }),
  });
  expect(foreign.status).toBe(403);
  expect(standIn.state.faults.size).toBe(0);
});
