import type { Middleware } from "koa";

/** Everything pages need comes from here; nothing else may frame or feed them. */
export const securityHeaders: Middleware = async (ctx, next) => {
  ctx.set(
    "Content-Security-Policy",
    "default-src 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'",
  );
  ctx.set("X-Content-Type-Options", "nosniff");
  ctx.set("X-Frame-Options", "SAMEORIGIN");
  ctx.set("Referrer-Policy", "no-referrer");
  await next();
};
