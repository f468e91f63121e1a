import fc from "fast-check";
import { DatabaseTokenStore } from "../../bot/wecom/TokenStore";
import { WecomChannel } from "../../bot/wecom/WecomChannel";
import { WecomClient } from "../../bot/wecom/WecomClient";
import { findFailedNotices } from "../../domain/notices/findFailedNotices";
import { retryNotices } from "../../domain/notices/retryNotices";
import { transact } from "../../domain/transact";
import { type Employee, Notice } from "../../entities";
import { deliverNotices } from "../../jobs/deliverNotices";
import { type Answer, type Asked, LoopbackApi } from "../bot/wecom/LoopbackApi";
import { describeEngines } from "../engines";
import { buildEmployee } from "../factories";
import { monday, openWorld, type World } from "../world";
import { html, WecomStandIn } from "./WecomStandIn";

const minute = 60_000;
const backoffMinutes = [1, 5, 30, 120, 720];

/** The API in trouble, and what the operator reads of it. */
const passing: [name: string, error: string, answer: Answer][] = [
  ["is limited", "wecom.45009", { errcode: 45009, errmsg: "reach max api daily quota limit" }],
  ["is asked too much at once", "wecom.45033", { errcode: 45033 }],
  ["is busy", "wecom.-1", { errcode: -1 }],
  ["never answers", "wecom.timeout", () => undefined],
  ["fails", "wecom.status", html(500)],
  ["is hidden behind a gateway's page", "wecom.status", html(502)],
  ["answers a page as if all were well", "wecom.body", html(200)],
  ["answers something else", "wecom.body", { ok: true }],
  ["answers a code in words", "wecom.body", { errcode: "0" }],
  [
    "hangs up",
    "wecom.network",
    ({ path }, response) => {
      response.socket?.destroy(new Error(path));
      return undefined;
    },
  ],
  ["takes no token", "wecom.40014", { errcode: 40014 }],
];

describeEngines("An API in trouble", (engine) => {
  let world: World;
  let wecom: WecomStandIn;
  let person: Employee;

  beforeEach(async () => {
    world = await openWorld(engine);
    wecom = await WecomStandIn.start();
    connect(wecom.url);
    person = await buildEmployee(world);
  });
  afterEach(async () => {
    await wecom.stop();
    await world.close();
  });

  function connect(apiUrl: string) {
    const client = new WecomClient(
      { apiUrl, corpId: "ww1", agentId: 7, secret: "secret" },
      { tokens: new DatabaseTokenStore(world.db), now: () => world.clock.now(), timeoutMs: 500 },
    );
    world.app.channel = new WecomChannel(client, { publicUrl: "http://127.0.0.1" });
  }
  const send = (asked: Asked) => wecom.send(asked);
  /** The person opens the app: one welcome is owed. */
  const owe = (key = "enter") =>
    world.bot.receive({
      channel: "wecom",
      userId: person.wecomUserId ?? "",
      key,
      at: world.clock.now(),
      event: "enter",
    });
  const calls = () => wecom.api.askedFor("message/send").length;
  const deliver = () => deliverNotices(world.app);
  const stored = async () => world.db.read.findOneByOrFail(Notice, {});

  it.each(passing)("that %s delays a message, which is delivered once afterwards (%s)", async (_, error, answer) => {
    // A token that is refused is fetched anew and tried with once more, at once.
    const tries = error === "wecom.40014" ? 2 : 1;
    wecom.api.on("message/send", ...Array.from({ length: tries }, () => answer), send);
    await owe();
    expect(await deliver()).toMatchObject({ sent: 0, retried: 1 });
    expect(await stored()).toMatchObject({ state: "owed", lastError: error });
    world.clock.forward(minute - 1);
    await deliver();
    expect(calls()).toBe(tries);
    world.clock.forward(1);
    expect(await deliver()).toMatchObject({ sent: 1 });
    world.clock.forward(1440 * minute);
    await deliver();
    expect(wecom.carried.map(({ to }) => to)).toEqual([person.wecomUserId]);
    expect(await stored()).toMatchObject({ state: "sent", lastError: null });
  });

  it.each(passing)(
    "that %s for a day leaves the message to the operator (%s), who sends it",
    async (_, error, answer) => {
      const tries = error === "wecom.40014" ? 2 : 1;
      wecom.api.on("message/send", answer);
      await owe();
      for (const wait of [...backoffMinutes, 0]) {
        await deliver();
        world.clock.forward(wait * minute);
      }
      await deliver();
      expect(calls()).toBe(6 * tries);
      expect(await findFailedNotices(world.db.read)).toMatchObject([{ lastError: error, attempts: 6 }]);
      wecom.api.on("message/send", send);
      await transact(world.app, null, (work) => retryNotices(work));
      expect(await deliver()).toMatchObject({ sent: 1 });
      expect(wecom.carried).toHaveLength(1);
    },
  );

  it("that refuses the connection delays a message as well", async () => {
    const gone = await LoopbackApi.start();
    const { url } = gone;
    await gone.stop();
    connect(url);
    await owe();
    expect(await deliver()).toMatchObject({ retried: 1 });
    expect((await stored()).lastError).toBe("wecom.network");
    connect(wecom.url);
    world.clock.forward(minute);
    expect(await deliver()).toMatchObject({ sent: 1 });
  });

  it("that refuses the secret is not asked with it by every message, and all are delivered once it is right", async () => {
    wecom.api.on("gettoken", { errcode: 40001, errmsg: "invalid credential" });
    for (let index = 0; index < 10; index++) {
      person = await buildEmployee(world);
      await owe(`enter${index}`);
    }
    expect(await deliver()).toMatchObject({ sent: 0, retried: 10 });
    expect(wecom.api.askedFor("gettoken")).toHaveLength(1);
    expect(calls()).toBe(0);
    wecom.api.on("gettoken", { errcode: 0, access_token: "token", expires_in: 7200 });
    connect(wecom.url);
    world.clock.forward(minute);
    expect(await deliver()).toMatchObject({ sent: 10 });
  });

  it.each<[name: string, error: string, answer: Answer]>([
    ["does not know the person", "wecom.invalidUser", { errcode: 0, invaliduser: "x", msgid: "m" }],
    ["sells no licence", "wecom.unlicensedUser", { errcode: 0, unlicenseduser: "x", msgid: "m" }],
    ["refuses for good", "wecom.81013", { errcode: 81013 }],
    ["does not trust the address", "wecom.60020", { errcode: 60020 }],
  ])("that %s is asked once, and the operator reads why", async (_, error, answer) => {
    wecom.api.on("message/send", answer);
    await owe();
    for (const wait of backoffMinutes) {
      await deliver();
      world.clock.forward(wait * minute);
    }
    expect(calls()).toBe(1);
    expect(await findFailedNotices(world.db.read)).toMatchObject([{ lastError: error }]);
  });

  it("in whatever order the troubles come, loses nothing and carries nothing twice", async () => {
    const troubles = passing.map(([, , answer]) => answer);
    const staff = await Promise.all(Array.from({ length: 30 }, () => buildEmployee(world)));
    const moods = fc.sample(fc.integer({ min: 0, max: 2 * troubles.length }), { numRuns: 200, seed: 7 });
    wecom.api.on("message/send", (asked, response) => {
      const trouble = troubles[moods.shift() ?? troubles.length];
      if (trouble === undefined) return send(asked);
      return typeof trouble === "function" ? trouble(asked, response) : trouble;
    });
    for (const one of staff) {
      person = one;
      await owe(`enter:${one.id}`);
    }
    for (let round = 0; round < 40 && (await world.db.read.existsBy(Notice, { state: "owed" })); round++) {
      await deliverNotices(world.app, { workers: 2 });
      world.clock.forward(30 * minute);
    }
    const carried = wecom.carried.map(({ to }) => to);
    const failed = await findFailedNotices(world.db.read);
    const listed = staff.filter(({ id }) => failed.some(({ employeeId }) => employeeId === id));
    expect([...carried, ...listed.map(({ wecomUserId }) => wecomUserId)].sort()).toEqual(
      staff.map(({ wecomUserId }) => wecomUserId).sort(),
    );
    expect(world.clock.now().getTime()).toBeGreaterThan(monday.getTime());
  });
});
