import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import Router from "@koa/router";
import { z } from "zod";
import { apiRoutes } from "./api/routes";
import { Callbacks } from "./callbacks";
import type { SandboxCompany } from "./company";
import { controlRoutes, oauthRoutes } from "./control";
import type { DeskKeys } from "./pay/DeskKeys";
import { PayDesk } from "./pay/PayDesk";
import { redPacketRoutes } from "./pay/redPacketApi";
import { showPackets } from "./pay/showPackets";
import { transferRoutes } from "./pay/transferApi";
import type { SandboxClock, SandboxKeys } from "./SandboxState";
import { SandboxState } from "./SandboxState";
import { wechatRoutes } from "./wechat";

interface Options {
  company: SandboxCompany;
  keys: SandboxKeys;
  /** Of the stand-in for WeChat Pay. */
  payKeys: DeskKeys;
  clock: SandboxClock;
  /** Where the product takes callbacks. */
  callbackUrl: () => string;
  zone: string;
}

const assets: Record<string, string> = {
  "index.html": "text/html",
  "app.js": "text/javascript",
  "screen.js": "text/javascript",
  "style.css": "text/css",
};

/** A local stand-in for WeCom with a page to chat on. The product knows it only by HTTP. */
export class Sandbox {
  readonly state: SandboxState;
  readonly callbacks: Callbacks;
  readonly desk: PayDesk;
  private readonly streams = new Set<PassThrough>();

  constructor(private readonly options: Options) {
    this.state = new SandboxState(options.company, options.keys, options.clock);
    this.callbacks = new Callbacks(this.state, options.callbackUrl);
    this.desk = new PayDesk(() => options.clock.now());
    this.desk.listeners.add(showPackets(this.state));
  }

  routes(): Router[] {
    const { keys, payKeys, zone } = this.options;
    return [
      apiRoutes(this.state),
      wechatRoutes(this.state),
      oauthRoutes(this.state),
      redPacketRoutes(this.desk, payKeys, keys),
      transferRoutes(this.desk, payKeys, keys),
      controlRoutes(this, zone),
      this.pageRoutes(),
    ];
  }

  /** Ends the pages' event streams, so that the server can close. */
  close() {
    for (const stream of this.streams) stream.end();
  }

  private pageRoutes(): Router {
    const router = new Router();
    router.get("/sandbox", (ctx) => serve(ctx, "index.html"));
    router.get("/sandbox/assets/:file", (ctx) => serve(ctx, Asset.parse(ctx.params.file)));
    router.get("/sandbox/events", (ctx) => {
      const stream = new PassThrough();
      const tell = () => stream.write("data: changed\n\n");
      const beat = setInterval(() => stream.write(": beat\n\n"), 20_000);
      this.state.listeners.add(tell);
      this.streams.add(stream);
      const end = () => {
        clearInterval(beat);
        this.state.listeners.delete(tell);
        this.streams.delete(stream);
      };
      ctx.req.on("close", end);
      stream.on("close", end);
      ctx.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      ctx.status = 200;
      ctx.body = stream;
      tell();
    });
    return router;
  }
}

const Asset = z.enum(["app.js", "screen.js", "style.css"]).catch("app.js");

async function serve(ctx: { type: string; body: unknown; set(name: string, value: string): void }, file: string) {
  ctx.type = assets[file] ?? "text/plain";
  ctx.set("Cache-Control", "no-cache");
  ctx.body = await readFile(join(__dirname, "page", file), "utf8");
}
