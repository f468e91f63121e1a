import { setImmediate as breathe } from "node:timers/promises";
import { WecomRefused } from "../../../bot/wecom/errors";
import { DatabaseTokenStore } from "../../../bot/wecom/TokenStore";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import { describeEngines } from "../../engines";
import { openWorld, type World } from "../../world";
import { type Asked, LoopbackApi } from "./LoopbackApi";

/** As many clients as processes would have, on one database. */
describeEngines("The access token", (engine) => {
  let world: World;
  let api: LoopbackApi;
  beforeEach(async () => {
    world = await openWorld(engine);
    api = await LoopbackApi.start();
  });
  afterEach(async () => {
    await api.stop();
    await world.close();
  });

  const client = (wallClock?: () => number) =>
    new WecomClient(
      { apiUrl: api.url, corpId: "ww1", agentId: 7, secret: "app-secret" },
      { tokens: new DatabaseTokenStore(world.db, wallClock), now: () => world.clock.now() },
    );
  const fetches = () => api.askedFor("gettoken").length;
  const tokensUsed = (path: string) => api.askedFor(path).map(({ query }) => query.access_token);

  it("is fetched once for twenty calls at once", async () => {
    const one = client();
    await Promise.all(Array.from({ length: 20 }, () => one.getAgent()));
    expect(fetches()).toBe(1);
    expect(new Set(tokensUsed("agent/get"))).toEqual(new Set(["token1"]));
  });

  it("is not fetched again by who read that there was none just before another fetched one", async () => {
    const early = new DatabaseTokenStore(world.db);
    let reads = 0;
    const read = {
      async findOneBy(...asked: Parameters<typeof world.db.read.findOneBy>) {
        const row = await world.db.read.findOneBy(...asked);
        if (++reads === 1) await early.readOrRefresh("app", soon, fetchToken("first"));
        return row;
      },
    };
    const late = new DatabaseTokenStore(Object.assign(Object.create(world.db), { read }));
    const soon = () => world.clock.now();
    const fetchToken = (value: string) => async () => ({ value, expiresAt: new Date(soon().getTime() + 7_200_000) });
    expect(await late.readOrRefresh("app", soon, fetchToken("second"))).toBe("first");
  });

  it("is fetched once by two processes that ask at once, and shared", async () => {
    const [one, two] = [client(), client()];
    const calls = Array.from({ length: 10 }, () => [one.getAgent(), two.getAgent()]);
    await Promise.all(calls.flat());
    expect(fetches()).toBe(1);
    await client().getAgent();
    expect(fetches()).toBe(1);
  });

  it("is fetched anew shortly before it expires", async () => {
    await client().getAgent();
    world.clock.forward(6_800_000);
    await client().getAgent();
    expect(fetches()).toBe(1);
    world.clock.forward(101_000);
    await client().getAgent();
    expect(tokensUsed("agent/get")).toEqual(["token1", "token1", "token2"]);
  });

  it.each([42001, 40014, 40001])("is dropped on %i, and the call tried exactly once more", async (errcode) => {
    api.on("agent/get", { errcode, errmsg: "token" }, { errcode: 0 });
    await client().getAgent();
    expect(tokensUsed("agent/get")).toEqual(["token1", "token2"]);
    api.on("agent/get", { errcode });
    await expect(client().getAgent()).rejects.toMatchObject({ errcode, treatment: "token" });
    expect(tokensUsed("agent/get")).toEqual(["token1", "token2", "token2", "token3"]);
  });

  it("is fetched once when twenty calls are refused at once", async () => {
    const isOld = ({ query }: Asked) => query.access_token === "token1";
    api.on("agent/get", (asked) => ({ errcode: isOld(asked) ? 42001 : 0 }));
    const [one, two] = [client(), client()];
    await Promise.all(Array.from({ length: 10 }, () => [one.getAgent(), two.getAgent()]).flat());
    expect(fetches()).toBe(2);
  });

  it("does not drop the token that another process has stored meanwhile", async () => {
    const tokens = new DatabaseTokenStore(world.db);
    await client().getAgent();
    await tokens.drop("wecom:ww1:7", "an older one");
    await client().getAgent();
    expect(fetches()).toBe(1);
  });

  it("is not asked for again and again with a wrong secret, for which WeCom bans the address", async () => {
    api.on("gettoken", { errcode: 40001, errmsg: "invalid credential" });
    const one = client();
    for (let call = 0; call < 5; call++) await expect(one.getAgent()).rejects.toBeInstanceOf(WecomRefused);
    expect(fetches()).toBe(1);
    expect(api.askedFor("agent/get")).toEqual([]);
  });

  it("is fetched again after a failure that passes", async () => {
    api.on("gettoken", { errcode: -1 }, { errcode: 0, access_token: "good", expires_in: 7200 });
    const one = client();
    await expect(one.getAgent()).rejects.toMatchObject({ errcode: -1, treatment: "retry" });
    await one.getAgent();
    expect(tokensUsed("agent/get")).toEqual(["good"]);
  });

  it("is fetched by another process when the one that was at it has died, and not before its lease has ended", async () => {
    const store = new DatabaseTokenStore(world.db, () => 1_000_000);
    await new Promise<void>((resolve) => {
      const die = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      void store.readOrRefresh("wecom:ww1:7", () => world.clock.now(), die);
    });
    let looked = 0;
    let wallClock = 1_009_999;
    const other = client(() => {
      looked += 1;
      return wallClock;
    });
    const call = other.getAgent();
    while (looked < 3) await breathe();
    expect(fetches()).toBe(0);
    wallClock = 1_010_001;
    await call;
    expect(tokensUsed("agent/get")).toEqual(["token1"]);
  });
});
