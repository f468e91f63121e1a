import { randomBytes } from "node:crypto";
import Router from "@koa/router";
import { WecomRefused, WecomUnreachable } from "../../bot/wecom/errors";
import type { Actor, App, Work } from "../../domain/context";
import { Forbidden, Invalid, TooMany, Unavailable } from "../../domain/errors";
import { bindWechat } from "../../domain/people/bindWechat";
import { findActorByIdentity, findActorByWecomId } from "../../domain/people/findActor";
import { endSession, startSession } from "../../domain/people/sessions";
import { transact } from "../../domain/transact";
import type { SignInVia } from "../../entities";
import { checkOrigin, type Endpoint, tokenOf } from "../Api";
import { input } from "../input";
import type { SignIn } from "../SignIn";
import { AsPerson, Back, BindWechat, Code, SignedIn, SignedOut, WithCode } from "../schemas/session";
import { cookieOptions, sessionCookie } from "../sessionCookie";
import { newSessionToken, readSessionToken } from "../sessionToken";

interface Options {
  secrets: readonly string[];
  signIn: SignIn;
  isSandbox: boolean;
}

const stateCookie = "dabiao_oauth";

/** The same for the API's description. */
export const sessionEndpoints = (isSandbox: boolean): Endpoint[] => [
  {
    method: "get",
    path: "/session/oauth",
    summary: "Go to WeCom and come back signed in",
    input: Back,
    output: null,
  },
  {
    method: "get",
    path: "/session/oauth/callback",
    summary: "Where WeCom sends people back to",
    input: Code,
    output: null,
  },
  {
    method: "post",
    path: "/session",
    summary: "Sign in with a mini-program's code",
    input: WithCode,
    output: SignedIn,
    isOpen: true,
  },
  {
    method: "post",
    path: "/session/bind",
    summary: "Bind a WeChat account by a code from the company's chat, and sign in",
    input: BindWechat,
    output: SignedIn,
    isOpen: true,
  },
  ...(isSandbox
    ? [
        {
          method: "post",
          path: "/session/sandbox",
          summary: "Sign in as anybody of the demo company",
          input: AsPerson,
          output: SignedIn,
          isOpen: true,
        } as const,
      ]
    : []),
  {
    method: "delete",
    path: "/session",
    summary: "Sign out",
    input: SignedOut,
    output: SignedOut,
    isOpen: true,
  },
];

/** Signing in and out. */
export function sessionRoutes(app: App, { secrets, signIn, isSandbox }: Options): Router {
  const router = new Router({ prefix: "/api/v1/session" });
  const open = async (userId: string | undefined, via: SignInVia) => {
    const actor = userId ? await findActorByWecomId(app.db.read, userId) : undefined;
    if (!actor) throw new Forbidden("person.unknown");
    return begin(actor, via);
  };
  const begin = async (actor: Actor, via: SignInVia) => {
    const { token, idHash } = newSessionToken(secrets);
    const expires = await transact(app, actor, (work) => startSession(work, idHash, actor.id, via));
    return { token, expires };
  };
  const openidOf = (code: string): Promise<string> => {
    if (!signIn.exchangeWechat) throw new Forbidden("session.wechatOff");
    return signIn.exchangeWechat(code);
  };
  const openByWechat = async (code: string) => {
    const actor = await findActorByIdentity(app.db.read, "wechat", await openidOf(code));
    if (!actor) throw new Forbidden("session.notBound");
    return begin(actor, "wechat");
  };

  router.get("/oauth", (ctx) => {
    const { query } = input(ctx, Back);
    const state = randomBytes(16).toString("hex");
    const back = localPath(query.return);
    // Until the browser is closed: an end would be measured by the Date header, which in the sandbox is played with.
    ctx.cookies.set(stateCookie, `${state}|${encodeURIComponent(back)}`, {
      ...cookieOptions(ctx, app.company),
      signed: true,
    });
    ctx.redirect(signIn.authorizeUrl({ redirectUri: `${app.company.publicUrl}/api/v1/session/oauth/callback`, state }));
  });
  router.get("/oauth/callback", async (ctx) => {
    const { query } = input(ctx, Code);
    const [state = "", back = "/"] = (ctx.cookies.get(stateCookie, { signed: true }) ?? "").split("|");
    ctx.cookies.set(stateCookie, null, { ...cookieOptions(ctx, app.company), signed: true });
    if (state === "" || state !== query.state) throw new Invalid("session.stateMismatch");
    const opened = await open(await exchange(() => signIn.exchangeOauth(query.code)), "oauth");
    sessionCookie.write(ctx, app.company, opened);
    ctx.redirect(localPath(decodeURIComponent(back)));
  });
  router.post("/", async (ctx) => {
    const { body } = input(ctx, WithCode);
    const { token, expires } =
      body.via === "wechat"
        ? await openByWechat(body.code)
        : await open(await exchange(() => signIn.exchangeMiniprogram(body.code)), "miniprogram");
    ctx.body = { token, expiresAt: expires.toISOString() };
  });
  router.post("/bind", async (ctx) => {
    const { body } = input(ctx, BindWechat);
    const openid = await openidOf(body.code);
    const { token, idHash } = newSessionToken(secrets);
    // A refusal is kept, so that guesses are counted: it is thrown when it is written.
    const bound = await transact(app, null, (work) => bindAndStart(work, { openid, idHash, code: body.bindingCode }), {
      via: "web",
    });
    if (bound.kind === "refused")
      throw bound.code === "identity.tooManyTries" ? new TooMany(bound.code) : new Invalid(bound.code);
    ctx.body = { token, expiresAt: bound.expires.toISOString() };
  });
  if (isSandbox)
    router.post("/sandbox", async (ctx) => {
      const { body } = input(ctx, AsPerson);
      const opened = await open(body.userId, "sandbox");
      sessionCookie.write(ctx, app.company, opened);
      ctx.body = { token: opened.token, expiresAt: opened.expires.toISOString() };
    });
  router.delete("/", async (ctx) => {
    const { token, isCookie } = tokenOf(ctx);
    if (isCookie) checkOrigin(ctx, app.company);
    const idHash = readSessionToken(token, secrets);
    if (idHash) await transact(app, null, (work) => endSession(work, idHash), { via: "web" });
    sessionCookie.clear(ctx, app.company);
    ctx.body = {};
  });
  return router;
}

async function bindAndStart(work: Work, { openid, idHash, code }: { openid: string; idHash: string; code: string }) {
  const outcome = await bindWechat(work, openid, code);
  if (outcome.kind === "refused") return outcome;
  return { kind: "bound" as const, expires: await startSession(work, idHash, outcome.employee.id, "wechat") };
}

/** A path of ours, never another site's. */
function localPath(path: string): string {
  const url = path.startsWith("/") && URL.canParse(path, "http://local") ? new URL(path, "http://local") : undefined;
  // `/.//elsewhere` stays on our host and still ends as `//elsewhere`.
  if (url?.origin !== "http://local" || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}

async function exchange(run: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof WecomUnreachable) throw new Unavailable("wecom.unreachable");
    if (error instanceof WecomRefused) throw new Invalid("session.codeRefused");
    throw error;
  }
}
