import Router from "@koa/router";

/** The root page: where to go. */
export function landingRoutes({ isSandbox }: { isSandbox: boolean }): Router {
  const router = new Router();
  router.get("/", (ctx) => {
    if (isSandbox) return ctx.redirect("/sandbox");
    ctx.type = "text/html";
    ctx.body = page("请在企业微信里打开“达标”应用使用。");
  });
  return router;
}

const page = (text: string) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>达标</title><body style="font:16px/24px sans-serif;margin:48px 16px;text-align:center"><h1>达标</h1><p>${text}</p></body></html>`;
