import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createConnection } from "mysql2/promise";
import { Database, type Engine } from "../entities/database";

/** A database of its own for one benchmark, removed afterwards. */
export interface BenchDatabase {
  url: string;
  db: Database;
  /** Statements since the last reset. */
  statements: { count: number };
  remove(): Promise<void>;
}

export const serverUrl = () => process.env.TEST_MYSQL_URL ?? "mysql://root@127.0.0.1:3306";

/** Undefined, with a loud line, where no server can be reached. */
export async function createBenchDatabase(engine: Engine): Promise<BenchDatabase | undefined> {
  const url = engine === "sqlite" ? fileUrl() : await createOnServer();
  if (!url) {
    console.log(
      "  NOT RUN on MariaDB: set TEST_MYSQL_URL=mysql://user@host:port to a server where it may create databases.",
    );
    return undefined;
  }
  const statements = { count: 0 };
  const db = await Database.open(url, {
    // The hand-written statements write 100,000 rows at once; the product writes none that long.
    deadline: 300_000,
    onQuery: () => {
      statements.count += 1;
    },
  });
  await db.migrate();
  return {
    url,
    db,
    statements,
    async remove() {
      await db.close();
      if (engine === "sqlite") rmSync(dirname(url.slice("sqlite:".length)), { recursive: true, force: true });
      else await onServer(`DROP DATABASE ${new URL(url).pathname.slice(1)}`);
    },
  };
}

const fileUrl = () => `sqlite:${join(mkdtempSync(join(tmpdir(), "dabiao-bench-")), "bench.sqlite")}`;

async function createOnServer(): Promise<string | undefined> {
  const name = `dabiao_bench_${randomBytes(4).toString("hex")}`;
  try {
    await onServer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`);
  } catch {
    return undefined;
  }
  return `${serverUrl()}/${name}`;
}

async function onServer(sql: string) {
  const connection = await createConnection(serverUrl());
  await connection.query(sql);
  await connection.end();
}
