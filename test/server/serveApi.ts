import request from "supertest";
import { startSession } from "../../domain/people/sessions";
import { transact } from "../../domain/transact";
import { apiRoutes } from "../../server/apiRoutes";
import { buildServer } from "../../server/app";
import { createMetrics } from "../../server/metrics";
import type { SignIn } from "../../server/SignIn";
import { newSessionToken } from "../../server/sessionToken";
import type { World } from "../world";

export const secret = "s".repeat(32);

interface Options {
  sessionSecrets?: string[];
  signIn?: SignIn;
  isSandbox?: boolean;
}

/** Nobody can prove who they are. */
const nobody: SignIn = {
  exchangeOauth: async () => undefined,
  exchangeMiniprogram: async () => undefined,
  authorizeUrl: () => "http://wecom.test/",
};

/** The real server on a test's world, for supertest. */
export function serveApi(world: World, options: Options = {}) {
  const { sessionSecrets = [secret], signIn = nobody, isSandbox = false } = options;
  const routers = apiRoutes(world.app, { signIn, sessionSecrets, isSandbox });
  const koa = buildServer(world.app, { metrics: createMetrics(), sessionSecrets, isProxied: false, routers });
  return koa.callback();
}

export type Http = ReturnType<typeof serveApi>;

/** A session's token as signing in would give it. */
export async function tokenFor(world: World, { id }: { id: string }, sessionSecret = secret): Promise<string> {
  const { token, idHash } = newSessionToken([sessionSecret]);
  await transact(world.app, null, (work) => startSession(work, idHash, id, "miniprogram"), { via: "web" });
  return token;
}

type Method = "get" | "post" | "patch" | "delete";

/** `POST /goals` as one line: what is asked, under /api/v1. */
export function ask(http: Http, line: string, token?: string) {
  const [method = "", path = ""] = line.split(" ");
  const call = request(http)[method.toLowerCase() as Method](`/api/v1${path}`);
  return token === undefined ? call : call.set("Authorization", `Bearer ${token}`);
}
