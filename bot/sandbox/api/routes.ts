import { randomBytes } from "node:crypto";
import Router from "@koa/router";
import type { Context } from "koa";
import readBody from "raw-body";
import { ApiError } from "../ApiError";
import type { FaultName, SandboxState } from "../SandboxState";
import type { Api, ApiCall } from "./Api";
import { contactApis } from "./contacts";
import { isFields } from "./fields";
import { groupApis } from "./groups";
import { messageApis } from "./message";

const tokenLifeSeconds = 7200;
/** Above the largest picture of a robot and the largest article. */
const maxBody = "6mb";
/** Longer than the client waits. */
const silenceMs = 20_000;

/** The stand-in's `/cgi-bin/…`, with WeCom's envelope: HTTP 200, and the refusal in errcode. */
export function apiRoutes(state: SandboxState): Router {
  const router = new Router({ prefix: "/sandbox/api/cgi-bin" });
  const apis: Record<string, Api> = { ...messageApis(), ...groupApis(), ...contactApis };
  router.all("/{*path}", async (ctx) => {
    const path = ctx.path.replace("/sandbox/api/cgi-bin/", "");
    if (await misbehave(ctx, state, path)) return;
    try {
      const call = await readCall(ctx, state);
      if (ctx.method === "GET" && takesPost(path)) throw new ApiError(40058, "GET used for POST");
      const answer = path === "gettoken" ? issueToken(call) : run(apis, path, call);
      ctx.body = { errcode: 0, errmsg: "ok", ...answer };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      ctx.body = { errcode: error.errcode, errmsg: `${error.message}, hint: [sandbox]` };
    }
  });
  return router;
}

const takesPost = (path: string) => /\/(send|create|update|update_template_card|convert_to_openid)$/.test(path);

/** The faults of the panel: what the network and the platform do on bad days. */
async function misbehave(ctx: Context, { faults }: SandboxState, path: string): Promise<boolean> {
  const has = (name: FaultName) => faults.has(name);
  if (has("timeout")) {
    await new Promise((resolve) => setTimeout(resolve, silenceMs).unref());
    ctx.status = 504;
    return true;
  }
  if (has("serverError")) {
    ctx.status = 502;
    ctx.body = "Bad Gateway";
    return true;
  }
  if (has("html")) {
    ctx.type = "text/html";
    ctx.body = "<html><body>系统维护中</body></html>";
    return true;
  }
  const errcode = has("limited") ? 45009 : has("busy") ? -1 : undefined;
  if (errcode === undefined || path === "gettoken") return false;
  ctx.body = { errcode, errmsg: "sandbox fault" };
  return true;
}

/** `\\u0001` and the like: the API takes characters as they are (40033). A backslash that is itself escaped is none. */
const escapedCharacter = /(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}/;

async function readCall(ctx: Context, state: SandboxState): Promise<ApiCall> {
  const query = new URLSearchParams(ctx.querystring);
  const text = await readText(ctx);
  if (text === "") return { state, query, body: {} };
  if (escapedCharacter.test(text)) throw new ApiError(40033, "\\uxxxx");
  const body = parse(text);
  if (!isFields(body)) throw new ApiError(40058, "invalid JSON");
  return { state, query, body };
}

async function readText(ctx: Context): Promise<string> {
  try {
    return await readBody(ctx.req, { limit: maxBody, encoding: "utf8" });
  } catch {
    throw new ApiError(40206, "request body too large");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function issueToken({ state, query }: ApiCall) {
  if (query.get("corpid") !== state.keys.corpId) throw new ApiError(40013, "invalid corpid");
  if (query.get("corpsecret") !== state.keys.secret) throw new ApiError(40001, "invalid credential");
  const token = randomBytes(64).toString("base64url");
  state.accessTokens.set(token, state.clock.now().getTime() + tokenLifeSeconds * 1000);
  return { access_token: token, expires_in: tokenLifeSeconds };
}

function run(apis: Record<string, Api>, path: string, call: ApiCall) {
  const api = apis[path];
  if (!api) throw new ApiError(40066, "no such API");
  if (path !== "webhook/send") checkToken(call);
  return api(call);
}

function checkToken({ state, query }: ApiCall) {
  const token = query.get("access_token");
  if (!token) throw new ApiError(41001, "access_token missing");
  const expiresAt = state.accessTokens.get(token);
  if (expiresAt === undefined) throw new ApiError(40014, "invalid access_token");
  if (expiresAt <= state.clock.now().getTime() || state.faults.has("tokenExpired")) {
    state.accessTokens.delete(token);
    // Once: the token that follows is good.
    if (state.faults.delete("tokenExpired")) state.changed();
    throw new ApiError(42001, "access_token expired");
  }
}
