import type { Env } from "./env";

/** Where this process reaches itself: the sandbox's stand-in is called, and calls back, by HTTP. */
export function localUrl({ host, port }: Pick<Env, "host" | "port">): string {
  const reachable =
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  return `http://${reachable}:${port}`;
}
