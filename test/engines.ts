import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createConnection } from "mysql2/promise";
import type { Engine } from "../entities/database";

const serverUrl = () => process.env.TEST_MYSQL_URL;
const mayRun = (engine: Engine) => engine === "sqlite" || serverUrl() !== undefined;

/** Runs a block of tests on both engines. Where no server can be had the second is loudly skipped, or fails in CI. */
export function describeEngines(name: string, block: (engine: Engine) => void): void {
  for (const engine of ["sqlite", "mariadb"] as const) describeEngine(engine, name, block);
}

/** The same on one of them: for what only that engine has, or what is long enough to run beside the other. */
export function describeEngine(engine: Engine, name: string, block: (engine: Engine) => void): void {
  describe(`${name} (${engine})`, () => {
    if (mayRun(engine)) block(engine);
    else if (process.env.REQUIRE_ALL === "1")
      it("needs a database server", () => expect("no TEST_MYSQL_URL, no mariadbd, no mysqld").toBe(""));
    else it.skip("NOT RUN: needs TEST_MYSQL_URL or a mariadbd on this machine", () => undefined);
  });
}

/** The URL of a new, empty database. */
export async function createDatabase(engine: Engine, folder = tmpdir()): Promise<string> {
  if (engine === "sqlite") return `sqlite:${join(mkdtempSync(join(folder, "dabiao-")), "test.sqlite")}`;
  const name = `dabiao_${randomBytes(6).toString("hex")}`;
  await onServer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`);
  return `${serverUrl()}/${name}`;
}

export async function dropDatabase(url: string): Promise<void> {
  if (url.startsWith("sqlite:")) rmSync(dirname(url.slice("sqlite:".length)), { recursive: true, force: true });
  else await onServer(`DROP DATABASE ${new URL(url).pathname.slice(1)}`);
}

async function onServer(sql: string) {
  const connection = await createConnection(serverUrl()!);
  await connection.query(sql);
  await connection.end();
}
