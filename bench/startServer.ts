import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { keys } from "./keys";

export type ServerKind = "product" | "bareCallback" | "bareToday";

export interface StartedServer {
  url: string;
  stop(): Promise<void>;
}

/** Runs a server in a process of its own, so that what fires at it does not share its thread. */
export async function startServer(kind: ServerKind, databaseUrl: string): Promise<StartedServer> {
  const child = fork(join(__dirname, "serve.js"), [kind, databaseUrl], {
    env: { ...process.env, ...environment(databaseUrl) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exit = once(child, "exit").then(() => Promise.reject(new Error(`the ${kind} server ended at once`)));
  const [port] = (await Promise.race([once(child, "message"), exit])) as [number];
  exit.catch(() => undefined);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** As in production, without the jobs: they would deliver what the callbacks owe. */
const environment = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  SERVICES: "web,bot",
  WECOM_CORP_ID: keys.receiveId,
  WECOM_AGENT_ID: "1000002",
  WECOM_SECRET: "no secret",
  WECOM_TOKEN: keys.token,
  WECOM_ENCODING_AES_KEY: keys.encodingAesKey,
  WECOM_API_URL: "http://127.0.0.1:9",
  SESSION_SECRET: keys.sessionSecret,
  LOG_LEVEL: "warn",
});
