import Router from "@koa/router";

/** The root page, and where cards lead: what to do in the chat. */
export function landingRoutes({ isSandbox }: { isSandbox: boolean }): Router {
  const router = new Router();
  router.get("/", (ctx) => {
    if (isSandbox) return ctx.redirect("/sandbox");
    ctx.type = "text/html";
    ctx.body = page("请在企业微信里打开“达标”应用使用。");
  });
  router.get(["/h5", "/h5/"], (ctx) => {
    ctx.type = "text/html";
    ctx.body = page("请回到聊天：发“今日”看今天，发“我的目标”看全部目标，发“帮助”看全部用法。");
  });
  return router;
}

const page = (text: string) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>达标</title><body style="font:16px/24px sans-serif;margin:48px 16px;text-align:center"><h1>达标</h1><p>${text}</p></body></html>`;
