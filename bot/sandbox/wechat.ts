import { randomBytes } from "node:crypto";
import Router from "@koa/router";
import type { SandboxState } from "./SandboxState";

/**
 * The stand-in's `/sns/…` of WeChat, for the mini-program outside WeCom: the code `wx-<userId>` is the WeChat account of
 * that person, as often as it is used. Who they are to the company is for the binding code to say.
 */
export function wechatRoutes(state: SandboxState): Router {
  const router = new Router({ prefix: "/sandbox/wechat" });
  router.get("/sns/jscode2session", (ctx) => {
    const query = new URLSearchParams(ctx.querystring);
    const [, userId] = /^wx-(.{1,64})$/.exec(query.get("js_code") ?? "") ?? [];
    const isKnown = userId !== undefined && state.person(userId) !== undefined;
    if (query.get("appid") !== state.keys.wechatAppId) ctx.body = { errcode: 40013, errmsg: "invalid appid" };
    else if (query.get("secret") !== state.keys.wechatSecret)
      ctx.body = { errcode: 40125, errmsg: "invalid appsecret" };
    else if (!isKnown) ctx.body = { errcode: 40029, errmsg: "invalid code" };
    else ctx.body = { openid: `openid-${userId}`, session_key: randomBytes(16).toString("base64") };
  });
  return router;
}
