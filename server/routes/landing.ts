import Router from "@koa/router";
import { plainPage } from "../plainPage";

/** The root page: where to go on. */
export function landingRoutes({ isSandbox }: { isSandbox: boolean }): Router {
  const router = new Router();
  router.get("/", (ctx) => {
    if (isSandbox) return ctx.redirect("/sandbox");
    ctx.type = "text/html";
    ctx.body = plainPage("<p>请在企业微信里打开“达标”应用使用。</p>", { isSandbox });
  });
  return router;
}
