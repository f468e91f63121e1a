import type { Middleware } from "koa";
import compress from "koa-compress";

const least = 1024;

const small = compress({
  filter: (type) => /[/+]json$/.test(type),
  threshold: least,
  gzip: { level: 6 },
  deflate: false,
  // Not every Node has it, and no phone asks for it.
  zstd: false,
});

/**
 * Answers of the API are sent small where that pays. Nothing else passes here: pages lie compressed in their folder, and
 * the sandbox's stream of events must not wait for a block to fill.
 */
export const compressJson: Middleware = (ctx, next) => (ctx.path.startsWith("/api/") ? small(ctx, next) : next());
