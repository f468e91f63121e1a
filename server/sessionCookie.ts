import type { Context as Koa } from "koa";
import type { Company } from "../domain/context";

const name = "dabiao_session";

/** The browser's session token, which our pages cannot read and other sites cannot use. It is signed in itself. */
export const sessionCookie = {
  name,
  read: (ctx: Koa) => ctx.cookies.get(name, { signed: false }),
  write(ctx: Koa, company: Company, { token, expires }: { token: string; expires: Date }) {
    ctx.cookies.set(name, token, { ...cookieOptions(ctx, company), expires, signed: false, overwrite: true });
  },
  clear: (ctx: Koa, company: Company) =>
    ctx.cookies.set(name, null, { ...cookieOptions(ctx, company), signed: false, overwrite: true }),
};

/** How all our cookies are sent. The public address says whether it is https, not the connection from the proxy. */
export function cookieOptions(ctx: Koa, { publicUrl }: Company) {
  const secure = publicUrl.startsWith("https://");
  if (secure) ctx.cookies.secure = true;
  return { httpOnly: true, sameSite: "lax", secure, path: "/" } as const;
}
