import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Middleware } from "koa";
import serveFiles from "koa-static";
import { plainPage } from "../plainPage";

interface Options {
  /** What the build of the pages left. */
  folder: string;
  /** The pages are built beside the server where this is false, and before it is started where it is true. */
  isProduction: boolean;
  isSandbox: boolean;
}

const root = "/h5";
const refreshSeconds = 2;
/** What carries its content's hash in its name never changes. */
const isHashed = (path: string) => /\.[0-9a-f]{8,}\.\w+(\.(br|gz))?$/.test(path);

/** The phone's pages for browsers, under `/h5/`; until they are there, a page that says so and asks again. */
export function pageRoutes({ folder, isProduction, isSandbox }: Options): Middleware {
  const serve = serveFiles(folder, {
    setHeaders: (response, path) =>
      response.setHeader("Cache-Control", isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache"),
  });
  return async (ctx, next) => {
    const { path } = ctx;
    if (path !== root && !path.startsWith(`${root}/`)) return next();
    // As routers do, so that logs and metrics name it.
    ctx._matchedRoute = root;
    // Its pages name their files relative to the folder.
    if (path === root) return ctx.redirect(`${root}/${ctx.search}`);
    if (!existsSync(join(folder, "index.html"))) return waiting(ctx);
    ctx.vary("Accept-Encoding");
    ctx.path = path.slice(root.length);
    try {
      await serve(ctx, async () => undefined);
    } finally {
      ctx.path = path;
    }
  };

  function waiting(ctx: Parameters<Middleware>[0]) {
    ctx.set("Cache-Control", "no-store");
    if (ctx.path !== `${root}/` && ctx.path !== `${root}/index.html`) {
      ctx.status = 503;
      ctx.set("Retry-After", String(refreshSeconds));
      return;
    }
    ctx.type = "text/html";
    const isFailed = existsSync(`${folder}.failed`);
    const text = isProduction ? notBuilt : isFailed ? failed : preparing;
    ctx.body = plainPage(text + chatHints, { isSandbox, ...(!isProduction && { refreshSeconds }) });
  }
}

const preparing = "<p>正在准备页面…大约半分钟，好了会自动打开。</p>";
const failed = "<p>页面没有准备好，原因在启动服务的终端里。改好并重新启动后，这里会自动打开。</p>";
const notBuilt = "<p>页面还没有构建，请管理员在服务器上执行 npm run build。</p>";
const chatHints = `<p>聊天里一样能用，发一句就有回答：</p>
<dl><dt>今日</dt><dd>今天做了多少、还差多少</dd><dt>我的目标</dt><dd>全部目标和进度</dd><dt>帮助</dt><dd>全部用法</dd></dl>`;
