import { sandboxKeys } from "../../bot/sandbox/sandboxKeys";
import { exchangeWechatCode } from "../../bot/wechat/exchangeWechatCode";
import { endBinding } from "../../domain/people/endBinding";
import { findActor } from "../../domain/people/findActor";
import { issueBindingCode } from "../../domain/people/issueBindingCode";
import { transact } from "../../domain/transact";
import { type Employee, Identity, Session } from "../../entities";
import { companyOf, StandIn } from "../bot/sandbox/StandIn";
import { LoopbackApi } from "../bot/wecom/LoopbackApi";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi } from "./serveApi";

const nobody = {
  exchangeOauth: async () => undefined,
  exchangeMiniprogram: async () => undefined,
  authorizeUrl: () => "",
};

describeEngines("Signing in from WeChat", (engine) => {
  let world: World;
  let standIn: StandIn;
  let http: Http;
  let amy: Employee;
  let ben: Employee;

  beforeAll(async () => {
    standIn = await StandIn.start(companyOf("amy", "ben"));
  });
  afterAll(() => standIn.stop());
  beforeEach(async () => {
    world = await openWorld(engine);
    await buildCycle(world);
    const wechat = {
      apiUrl: standIn.apiUrl.replace(/api$/, "wechat"),
      appId: sandboxKeys.wechatAppId,
      secret: sandboxKeys.wechatSecret,
    };
    http = serveApi(world, {
      signIn: { ...nobody, exchangeWechat: (code) => exchangeWechatCode(wechat, code) },
      isSandbox: true,
    });
    amy = await buildEmployee(world);
    ben = await buildEmployee(world);
  });
  afterEach(() => world.close());

  const signIn = (code: string) => ask(http, "POST /session").send({ code, via: "wechat" });
  const bind = (code: string, bindingCode: string) => ask(http, "POST /session/bind").send({ code, bindingCode });
  const codeFor = async ({ id }: Employee) => {
    const { code } = await transact(world.app, (await findActor(world.db.read, id))!, issueBindingCode);
    return code;
  };
  const who = async (token: string) => {
    const { status, body } = await ask(http, "GET /me", token);
    return status === 200 ? body.id : status;
  };

  it("asks an account nobody bound for a code, binds it by one, and signs in without one from then on", async () => {
    const before = await signIn("wx-amy");
    expect([before.status, before.body.code]).toEqual([403, "session.notBound"]);
    const bound = await bind("wx-amy", ` ${(await codeFor(amy)).toLowerCase()} `);
    expect(Object.keys(bound.body).sort()).toEqual(["expiresAt", "token"]);
    expect(bound.headers["set-cookie"]).toBeUndefined();
    expect(await who(bound.body.token)).toBe(amy.id);
    const again = await signIn("wx-amy");
    expect(await who(again.body.token)).toBe(amy.id);
    expect((await world.db.read.find(Session)).map(({ via }) => via)).toEqual(["wechat", "wechat"]);
    expect((await signIn("wx-ben")).status).toBe(403);
  });

  it("takes a code once, and lets an account guess five times an hour", async () => {
    const code = await codeFor(amy);
    await bind("wx-amy", code);
    const second = await bind("wx-ben", code);
    expect([second.status, second.body.code]).toEqual([422, "identity.wrongCode"]);
    for (let tries = 1; tries < 5; tries++) expect((await bind("wx-ben", "WRONG234")).status).toBe(422);
    const good = await codeFor(ben);
    const locked = await bind("wx-ben", good);
    expect([locked.status, locked.body.code]).toEqual([429, "identity.tooManyTries"]);
    expect(await world.db.read.countBy(Identity, { employeeId: ben.id })).toBe(0);
    world.clock.forward(3_600_001);
    expect((await bind("wx-ben", await codeFor(ben))).status).toBe(200);
  });

  it("replaces a person's account, and signs the old one out", async () => {
    const old = await bind("wx-amy", await codeFor(amy));
    const fresh = await bind("wx-ben", await codeFor(amy));
    expect([await who(old.body.token), await who(fresh.body.token)]).toEqual([401, amy.id]);
    expect((await signIn("wx-amy")).body.code).toBe("session.notBound");
    expect(await world.db.read.find(Identity)).toMatchObject([{ employeeId: amy.id, externalId: "openid-ben" }]);
  });

  it("moves an account to another person, and signs the first out of it", async () => {
    const first = await bind("wx-amy", await codeFor(amy));
    const second = await bind("wx-amy", await codeFor(ben));
    expect([await who(first.body.token), await who(second.body.token)]).toEqual([401, ben.id]);
    expect(await world.db.read.countBy(Identity, { channel: "wechat" })).toBe(1);
  });

  it("keeps sessions where the same account is bound to the same person again", async () => {
    const first = await bind("wx-amy", await codeFor(amy));
    await bind("wx-amy", await codeFor(amy));
    expect(await who(first.body.token)).toBe(amy.id);
  });

  it("is over at the next request of who left, and cannot be begun again", async () => {
    const { body } = await bind("wx-amy", await codeFor(amy));
    const code = await codeFor(amy);
    await transact(world.app, null, (work) => endBinding(work, amy.wecomUserId!, world.clock.now()));
    expect(await who(body.token)).toBe(401);
    expect((await signIn("wx-amy")).body.code).toBe("session.notBound");
    expect((await bind("wx-amy", code)).body.code).toBe("identity.wrongCode");
  });

  it("refuses a code WeChat does not know, and everything where it is not configured", async () => {
    for (const answer of [await signIn("wx-nobody"), await bind("nonsense", "ABCDEFGH")])
      expect([answer.status, answer.body.code]).toEqual([422, "session.codeRefused"]);
    http = serveApi(world, { signIn: nobody });
    for (const answer of [await signIn("wx-amy"), await bind("wx-amy", await codeFor(amy))])
      expect([answer.status, answer.body.code]).toEqual([403, "session.wechatOff"]);
  });
});

describe("WeChat's answer to a code", () => {
  let api: LoopbackApi;
  beforeAll(async () => {
    api = await LoopbackApi.start();
  });
  afterAll(() => api.stop());

  const path = "/sns/jscode2session";
  const exchange = () => exchangeWechatCode({ apiUrl: api.url, appId: "wx1", secret: "hush" }, "js");

  it("is the openid", async () => {
    api.on(path, { openid: "o1", session_key: "k", unionid: "u" });
    expect(await exchange()).toBe("o1");
    expect(api.askedFor(path).at(-1)?.query).toEqual({
      appid: "wx1",
      secret: "hush",
      js_code: "js",
      grant_type: "authorization_code",
    });
  });

  it.each([
    [40029, { code: "session.codeRefused", status: 422 }],
    [40163, { code: "session.codeRefused", status: 422 }],
    [-1, { code: "wechat.unreachable", status: 503 }],
    [45011, { code: "wechat.unreachable", status: 503 }],
    [40125, { message: "WeChat refused jscode2session: 40125" }],
  ])("%d is refused as it should be", async (errcode, refusal) => {
    api.on(path, { errcode, errmsg: "said by WeChat" });
    await expect(exchange()).rejects.toMatchObject(refusal);
  });

  it("is no answer where it is none, and the secret stays out of the error", async () => {
    for (const answer of [{}, { openid: "" }, { openid: "o".repeat(129) }]) {
      api.on(path, answer);
      await expect(exchange()).rejects.toMatchObject({ code: "wechat.unreachable" });
    }
    api.on(path, (_, response) => {
      response.writeHead(502).end("<html>");
      return undefined;
    });
    const error = await exchange().catch((thrown: Error) => thrown);
    expect(`${error} ${(error as Error).stack} ${(error as Error).cause}`).not.toContain("hush");
  });
});
