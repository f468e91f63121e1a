import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { freePort } from "../bench/freePort";

/** A throwaway database server on a free port, in a folder of its own that goes with it. */
export interface ThrowawayServer {
  url: string;
  process: ChildProcess;
  stop(): Promise<void>;
  /** Starts again on the same port and data after a stop or a kill. */
  restart(): Promise<void>;
}

const folders = [
  ...(process.env.PATH ?? "").split(delimiter),
  "/usr/sbin",
  "/usr/local/sbin",
  "/usr/libexec",
  "/usr/bin",
];
const find = (names: string[]) =>
  names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));

/** Starts a server when its program is on this machine; undefined when it is not. */
export async function startThrowawayServer(): Promise<ThrowawayServer | undefined> {
  const program = find(["mariadbd", "mysqld"]);
  const installer = find(["mariadb-install-db", "mysql_install_db"]);
  if (!program || !installer) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "dabiao-db-"));
  const user = `--user=${userInfo().username}`;
  const installed = spawnSync(
    installer,
    ["--no-defaults", `--datadir=${folder}/data`, user, "--auth-root-authentication-method=normal", "--skip-test-db"],
    { encoding: "utf8" },
  );
  if (installed.status !== 0) throw new Error(`could not prepare a database server: ${installed.stderr}`);
  const port = await freePort();
  const args = [
    "--no-defaults",
    user,
    `--datadir=${folder}/data`,
    `--socket=${folder}/socket`,
    `--pid-file=${folder}/pid`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_nopad_bin",
    "--transaction-isolation=READ-COMMITTED",
    "--innodb-buffer-pool-size=128M",
    "--max-connections=400",
    "--log-bin-trust-function-creators=1",
  ];
  const url = `mysql://root@127.0.0.1:${port}`;
  const start = async () => {
    const child = spawn(program, args, { stdio: "ignore" });
    await reachable(url, child);
    return child;
  };
  const server: ThrowawayServer = {
    url,
    process: await start(),
    async stop() {
      await end(server.process);
      rmSync(folder, { recursive: true, force: true });
    },
    async restart() {
      await end(server.process);
      server.process = await start();
    },
  };
  return server;
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(impatience);
}

async function reachable(url: string, child: ChildProcess) {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error("the database server ended at once");
    try {
      const connection = await createConnection(url);
      await connection.end();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error("the database server did not start within 30 s");
}
