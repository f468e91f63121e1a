import request from "supertest";
import { DatabaseTokenStore } from "../../bot/wecom/TokenStore";
import { WecomClient } from "../../bot/wecom/WecomClient";
import { Employee, Session } from "../../entities";
import { wecomSignIn } from "../../server/wecomSignIn";
import { LoopbackApi } from "../bot/wecom/LoopbackApi";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, secret, serveApi, tokenFor } from "./serveApi";

const dayMs = 86_400_000;
const older = "o".repeat(32);

describeEngines("signing in", (engine) => {
  let world: World;
  let wecom: LoopbackApi;
  let person: Employee;

  beforeAll(async () => {
    world = await openWorld(engine);
    wecom = await LoopbackApi.start();
    await buildCycle(world);
  });
  afterAll(async () => {
    await wecom.stop();
    await world.close();
  });
  beforeEach(async () => {
    world.app.company.publicUrl = "http://127.0.0.1";
    person = await buildEmployee(world);
    wecom.on("auth/getuserinfo", { errcode: 0, errmsg: "ok", userid: person.wecomUserId });
    wecom.on("miniprogram/jscode2session", {
      errcode: 0,
      errmsg: "ok",
      corpid: "corp",
      userid: person.wecomUserId,
      session_key: "kept to ourselves",
    });
  });

  const serve = (options: { sessionSecrets?: string[]; isSandbox?: boolean } = {}) => {
    const config = { apiUrl: wecom.url, corpId: "corp", agentId: 1, secret: "app" };
    const tokens = new DatabaseTokenStore(world.db);
    const client = new WecomClient(config, { tokens, now: () => world.clock.now() });
    return serveApi(world, { ...options, signIn: wecomSignIn(client) });
  };

  const cookiesOf = ({ headers }: request.Response) => ([headers["set-cookie"] ?? []].flat() as string[]) ?? [];
  const sessionIn = (answer: request.Response) => cookiesOf(answer).find((one) => one.startsWith("dabiao_session="));
  const who = (token: string, http = serve()) => ask(http, "GET /me", token);

  /** Goes to WeCom with a browser; answers what it needs to come back. */
  async function leave(http = serve(), back = "/h5/") {
    const browser = request.agent(http);
    const away = await browser.get("/api/v1/session/oauth").query({ return: back });
    const state = new URL(away.headers.location ?? "").searchParams.get("state") ?? "";
    const comeBack = (query: object = {}) =>
      browser.get("/api/v1/session/oauth/callback").query({ code: "code", state, ...query });
    return { away, state, comeBack };
  }

  describe("through WeCom", () => {
    it("sends the browser to WeCom and signs it in when it comes back", async () => {
      const { away, comeBack } = await leave();
      const target = new URL(away.headers.location ?? "");
      expect(target.origin + target.pathname).toBe("https://open.weixin.qq.com/connect/oauth2/authorize");
      expect(Object.fromEntries(target.searchParams)).toMatchObject({
        appid: "corp",
        agentid: "1",
        response_type: "code",
        redirect_uri: "http://127.0.0.1/api/v1/session/oauth/callback",
      });
      const back = await comeBack();
      expect([back.status, back.headers.location]).toEqual([302, "/h5/"]);
      const [cookie = ""] = sessionIn(back)?.split(";") ?? [];
      expect((await request(serve()).get("/api/v1/me").set("Cookie", cookie)).body.id).toBe(person.id);
      expect(wecom.askedFor("auth/getuserinfo").at(-1)?.query.code).toBe("code");
    });

    it("takes each state once, and only from the browser it was given to", async () => {
      const { comeBack, state } = await leave();
      const stranger = await (await leave()).comeBack({ state });
      expect([stranger.status, stranger.body.code]).toEqual([422, "session.stateMismatch"]);
      expect(sessionIn(stranger)).toBeUndefined();
      expect((await request(serve()).get("/api/v1/session/oauth/callback").query({ code: "c", state })).status).toBe(
        422,
      );
      expect((await comeBack()).status).toBe(302);
      expect((await comeBack()).body.code).toBe("session.stateMismatch");
    });

    it("does not believe a state cookie it did not sign", async () => {
      const forged = await request(serve())
        .get("/api/v1/session/oauth/callback")
        .query({ code: "c", state: "mine" })
        .set("Cookie", "dabiao_oauth=mine|/; dabiao_oauth.sig=AAAAAAAAAAAAAAAAAAAAAAAAAAA");
      expect([forged.status, forged.body.code]).toEqual([422, "session.stateMismatch"]);
    });

    it.each([
      ["a code that was used or is too old", { errcode: 40029, errmsg: "invalid code" }, 422, "session.codeRefused"],
      ["a person outside the company", { errcode: 0, errmsg: "ok", openid: "o" }, 403, "person.unknown"],
      ["a member we do not know", { errcode: 0, errmsg: "ok", userid: "nobody" }, 403, "person.unknown"],
    ])("refuses %s", async (_, answer, status, code) => {
      wecom.on("auth/getuserinfo", answer);
      const back = await (await leave()).comeBack();
      expect([back.status, back.body.code]).toEqual([status, code]);
      expect(sessionIn(back)).toBeUndefined();
    });

    it("refuses who has left, and says to try later while WeCom is away", async () => {
      await world.db.transaction((db) => db.update(Employee, person.id, { status: "left" }));
      expect((await (await leave()).comeBack()).status).toBe(403);
      wecom.on("auth/getuserinfo", (_, response) => {
        response.writeHead(502).end("<html>");
        return undefined;
      });
      expect((await (await leave()).comeBack()).status).toBe(503);
    });

    it("says to a browser in words why somebody is not let in", async () => {
      wecom.on("auth/getuserinfo", { errcode: 0, errmsg: "ok", userid: "nobody" });
      const { comeBack } = await leave();
      const page = await comeBack().set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
      expect([page.status, page.type]).toEqual([403, "text/html"]);
      expect(page.text).toContain("请联系人事");
      expect(page.text).not.toContain("person.unknown");
    });

    it.each([
      ["/h5/?tab=1", "/h5/?tab=1"],
      ["/h5/?a=1|2;b", "/h5/?a=1|2;b"],
      ["/h5;Domain=evil.test", "/h5;Domain=evil.test"],
      ["//evil.test/", "/"],
      ["/.//evil.test/", "/"],
      ["/\\evil.test/", "/"],
      ["https://evil.test/", "/"],
      ["javascript:alert(1)", "/"],
      ["//[", "/"],
      ["", "/"],
    ])("leads back to a page of ours from %j", async (asked, led) => {
      const { away, comeBack } = await leave(serve(), asked);
      expect(away.status).toBe(302);
      for (const cookie of cookiesOf(away)) expect(cookie).not.toMatch(/;\s*Domain=/i);
      expect((await comeBack()).headers.location).toBe(led);
    });

    it("needs a code and a state", async () => {
      const answer = await request(serve()).get("/api/v1/session/oauth/callback");
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(["query.code", "query.state"]);
    });
  });

  describe("through the mini-program", () => {
    const signIn = () => ask(serve(), "POST /session").send({ code: "js", via: "miniprogram" });

    it("gives a bearer token, and nothing of WeCom's", async () => {
      const { body, headers } = await signIn();
      expect(Object.keys(body).sort()).toEqual(["expiresAt", "token"]);
      expect(headers["set-cookie"]).toBeUndefined();
      expect((await who(body.token)).body.id).toBe(person.id);
      expect(wecom.askedFor("miniprogram/jscode2session").at(-1)?.query).toMatchObject({
        js_code: "js",
        grant_type: "authorization_code",
      });
    });

    it.each([
      ["another company", { errcode: 0, errmsg: "ok", corpid: "other", userid: "u", session_key: "k" }, 403],
      ["a bad code", { errcode: 40029, errmsg: "invalid code" }, 422],
    ])("refuses %s", async (_, answer, status) => {
      wecom.on("miniprogram/jscode2session", { ...answer, ...("userid" in answer && { userid: person.wecomUserId }) });
      expect((await signIn()).status).toBe(status);
    });

    it("says when to come again where WeCom answers nothing sensible", async () => {
      wecom.on("miniprogram/jscode2session", { what: "is this" });
      const { status, body, headers } = await signIn();
      expect([status, body.code, headers["retry-after"]]).toEqual([503, "wecom.unreachable", "10"]);
    });
  });

  describe("in the sandbox", () => {
    const signInAs = (isSandbox: boolean, userId = person.wecomUserId) =>
      ask(serve({ isSandbox }), "POST /session/sandbox").send({ userId });

    it("lets anybody be anybody of the company", async () => {
      const answer = await signInAs(true);
      expect((await who(answer.body.token)).body.id).toBe(person.id);
      expect((await signInAs(true, "nobody")).status).toBe(403);
    });

    it("is not there outside the sandbox", async () => {
      const { status, body } = await signInAs(false);
      expect([status, body.code]).toEqual([404, "route.notFound"]);
    });
  });

  describe("a session", () => {
    it.each([
      ["http://127.0.0.1", false],
      ["https://dabiao.test", true],
    ])("at %s sits in a cookie for us alone", async (publicUrl, isSecure) => {
      world.app.company.publicUrl = publicUrl;
      const signedIn = await ask(serve({ isSandbox: true }), "POST /session/sandbox").send({
        userId: person.wecomUserId,
      });
      const away = await request(serve()).get("/api/v1/session/oauth");
      for (const cookie of [...cookiesOf(signedIn), ...cookiesOf(away)]) {
        expect(cookie).toMatch(/; httponly/i);
        expect(cookie).toMatch(/; samesite=lax/i);
        expect(/; secure/i.test(cookie)).toBe(isSecure);
        expect(cookie).toMatch(/; path=\/(;|$)/i);
      }
      expect(cookiesOf(away)).toHaveLength(2);
    });

    it.each([
      [undefined, 403],
      ["https://evil.test", 403],
      ["null", 403],
      ["http://127.0.0.1.evil.test", 403],
      ["http://127.0.0.1", 200],
    ])("in a cookie writes from origin %s: %d", async (origin, status) => {
      const goal = await buildGoal(world, { ownerId: person.id, status: "draft" });
      const call = ask(serve(), `POST /goals/${goal.id}/withdraw`).set(
        "Cookie",
        `dabiao_session=${await tokenFor(world, person)}`,
      );
      const answer = await (origin ? call.set("Origin", origin) : call);
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.body.code).toBe("session.foreignOrigin");
    });

    it("in a cookie reads, and is not ended, from anywhere else", async () => {
      const cookie = `dabiao_session=${await tokenFor(world, person)}`;
      const foreign = (line: string) => ask(serve(), line).set("Cookie", cookie).set("Origin", "https://evil.test");
      expect((await foreign("DELETE /session")).status).toBe(403);
      expect((await foreign("GET /me")).status).toBe(200);
      expect((await foreign("GET /me")).headers["access-control-allow-origin"]).toBeUndefined();
    });

    it("is no one's when the token was changed", async () => {
      const token = await tokenFor(world, person);
      const [id = "", signature = ""] = token.split(".");
      const flipped = (text: string) => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
      for (const bad of [
        "",
        ".",
        id,
        `${id}.`,
        `.${signature}`,
        `${flipped(id)}.${signature}`,
        `${id}.${flipped(signature)}`,
        `${token}.x`,
      ])
        expect((await ask(serve(), "GET /me", bad)).status).toBe(401);
      expect((await who(token)).status).toBe(200);
    });

    it("ends by itself after 30 days without use", async () => {
      const token = await tokenFor(world, person);
      const start = world.clock.now();
      world.clock.forward(30 * dayMs - 1);
      expect((await who(token)).status).toBe(200);
      world.clock.set(start);
      const unused = await tokenFor(world, person);
      world.clock.forward(30 * dayMs);
      const { status, body } = await who(unused);
      expect([status, body.code]).toEqual([401, "session.none"]);
      world.clock.set(start);
    });

    it("is renewed by use, at most once a day, together with its cookie", async () => {
      const start = world.clock.now();
      const token = await tokenFor(world, person);
      const use = () => ask(serve(), "GET /me").set("Cookie", `dabiao_session=${token}`);
      const expiresAt = async () =>
        (await world.db.read.findOneByOrFail(Session, { employeeId: person.id })).expiresAt.getTime() - start.getTime();
      expect(sessionIn(await use())).toBeUndefined();
      expect(await expiresAt()).toBe(30 * dayMs);
      world.clock.forward(2 * dayMs);
      expect(sessionIn(await use())).toContain(new Date(start.getTime() + 32 * dayMs).toUTCString());
      expect(await expiresAt()).toBe(32 * dayMs);
      world.clock.forward(dayMs / 2);
      expect(sessionIn(await use())).toBeUndefined();
      expect(await expiresAt()).toBe(32 * dayMs);
      world.clock.set(start);
    });

    it("is over after signing out, here and on no other device", async () => {
      const [token, other] = [await tokenFor(world, person), await tokenFor(world, person)];
      for (const _ of [1, 2]) expect((await ask(serve(), "DELETE /session", token)).status).toBe(200);
      expect((await who(token)).status).toBe(401);
      expect((await who(other)).status).toBe(200);
    });

    it("clears the cookie when signing out", async () => {
      const signedOut = await ask(serve(), "DELETE /session")
        .set("Cookie", `dabiao_session=${await tokenFor(world, person)}`)
        .set("Origin", "http://127.0.0.1");
      expect(sessionIn(signedOut)).toMatch(/^dabiao_session=;.*expires=Thu, 01 Jan 1970/i);
    });

    it("is over at the next request of who left", async () => {
      const token = await tokenFor(world, person);
      await world.db.transaction((db) => db.update(Employee, person.id, { status: "left" }));
      expect((await who(token)).status).toBe(401);
    });

    it("outlives a change of the secret while the old one is still accepted", async () => {
      const token = await tokenFor(world, person, older);
      expect((await who(token, serve({ sessionSecrets: [secret, older] }))).status).toBe(200);
      expect((await who(token, serve({ sessionSecrets: [secret] }))).status).toBe(401);
      const fresh = await ask(
        serve({ sessionSecrets: [secret, older], isSandbox: true }),
        "POST /session/sandbox",
      ).send({
        userId: person.wecomUserId,
      });
      expect((await who(fresh.body.token, serve({ sessionSecrets: [secret] }))).status).toBe(200);
    });

    it("is stored by its hash only", async () => {
      const token = await tokenFor(world, person);
      const rows = JSON.stringify(await world.db.read.find(Session));
      for (const part of token.split(".")) expect(rows).not.toContain(part);
    });
  });
});
