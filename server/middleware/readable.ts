import type { Middleware } from "koa";
import { plainPage } from "../plainPage";

/** Where a browser itself arrives, not one of our pages. */
const arrivals = "/api/v1/session/oauth";

/** Whoever comes back from WeCom and is not let in reads words and can try again; programs get the problem as it is. */
export const readable: Middleware = async (ctx, next) => {
  await next();
  if (!ctx.path.startsWith(arrivals) || ctx.status < 400 || ctx.accepts("json", "html") !== "html") return;
  const { detail } = ctx.body as { detail: string };
  ctx.body = plainPage(`<p>${detail}</p><a href="/h5/">再试一次</a>`, { isSandbox: false });
  ctx.type = "text/html";
};
