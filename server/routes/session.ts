import { randomBytes } from "node:crypto";
import Router from "@koa/router";
import type { Context as Koa } from "koa";
import { z } from "zod";
import { WecomRefused, WecomUnreachable } from "../../bot/wecom/errors";
import type { App } from "../../domain/context";
import { Forbidden, Invalid, Unavailable } from "../../domain/errors";
import { findActorByWecomId } from "../../domain/people/findActor";
import { endSession, startSession } from "../../domain/people/sessions";
import { transact } from "../../domain/transact";
import type { SignInVia } from "../../entities";
import { checkOrigin, sessionCookie, tokenOf } from "../Api";
import { input } from "../input";
import type { SignIn } from "../SignIn";
import { newSessionToken, readSessionToken } from "../sessionToken";

interface Options {
  secrets: readonly string[];
  signIn: SignIn;
  isSandbox: boolean;
}

const stateCookie = "dabiao_oauth";
const Back = z.object({ query: z.object({ return: z.string().max(500).default("/") }) });
const Code = z.object({ query: z.object({ code: z.string().min(1).max(512), state: z.string().min(1).max(128) }) });
const WithCode = z.object({ body: z.object({ code: z.string().min(1).max(512), via: z.literal("miniprogram") }) });
const AsPerson = z.object({ body: z.object({ userId: z.string().min(1).max(64) }) });

/** Signing in and out. */
export function sessionRoutes(app: App, { secrets, signIn, isSandbox }: Options): Router {
  const router = new Router({ prefix: "/api/v1/session" });
  const open = async (userId: string | undefined, via: SignInVia) => {
    const actor = userId ? await findActorByWecomId(app.db.read, userId) : undefined;
    if (!actor) throw new Forbidden("person.unknown");
    const { token, idHash } = newSessionToken(secrets);
    const expires = await transact(app, actor, (work) => startSession(work, idHash, actor.id, via));
    return { token, expires };
  };
  const isSecure = app.company.publicUrl.startsWith("https://");
  const setCookie = (ctx: Koa, { token, expires }: { token: string; expires: Date }) =>
    ctx.cookies.set(sessionCookie, token, {
      httpOnly: true,
      sameSite: "lax",
      secure: isSecure,
      expires,
      path: "/",
      overwrite: true,
    });

  router.get("/oauth", (ctx) => {
    const { query } = input(ctx, Back);
    const state = randomBytes(16).toString("hex");
    const back = localPath(query.return);
    ctx.cookies.set(stateCookie, `${state}|${back}`, {
      httpOnly: true,
      sameSite: "lax",
      secure: isSecure,
      signed: true,
      maxAge: 600_000,
    });
    ctx.redirect(signIn.authorizeUrl({ redirectUri: `${app.company.publicUrl}/api/v1/session/oauth/callback`, state }));
  });
  router.get("/oauth/callback", async (ctx) => {
    const { query } = input(ctx, Code);
    const [state = "", back = "/"] = (ctx.cookies.get(stateCookie, { signed: true }) ?? "").split("|");
    ctx.cookies.set(stateCookie, null);
    if (state === "" || state !== query.state) throw new Invalid("session.stateMismatch");
    setCookie(ctx, await open(await exchange(() => signIn.exchangeOauth(query.code)), "oauth"));
    ctx.redirect(localPath(back));
  });
  router.post("/", async (ctx) => {
    const { body } = input(ctx, WithCode);
    const { token, expires } = await open(await exchange(() => signIn.exchangeMiniprogram(body.code)), "miniprogram");
    ctx.body = { token, expiresAt: expires.toISOString() };
  });
  if (isSandbox)
    router.post("/sandbox", async (ctx) => {
      const { body } = input(ctx, AsPerson);
      const opened = await open(body.userId, "sandbox");
      setCookie(ctx, opened);
      ctx.body = { token: opened.token, expiresAt: opened.expires.toISOString() };
    });
  router.delete("/", async (ctx) => {
    const { token, isCookie } = tokenOf(ctx);
    if (isCookie) checkOrigin(ctx, app.company);
    const idHash = readSessionToken(token, secrets);
    if (idHash) await transact(app, null, (work) => endSession(work, idHash), { via: "web" });
    ctx.cookies.set(sessionCookie, null);
    ctx.body = {};
  });
  return router;
}

/** A path of ours, never another site's. */
function localPath(path: string): string {
  const url = new URL(path, "http://local");
  return url.origin === "http://local" && path.startsWith("/") && !path.startsWith("//")
    ? `${url.pathname}${url.search}${url.hash}`
    : "/";
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
