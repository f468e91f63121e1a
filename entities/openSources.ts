import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Connection } from "mysql2";
import { DataSource, type DataSourceOptions } from "typeorm";
import { within } from "./DatabaseUnavailable";
import { endSilent } from "./endSilent";
import * as entities from "./index";
import { migrations } from "./migrations";

/** TypeORM's sources for one database. */
export interface Sources {
  writer: DataSource;
  /** Sees committed rows only; on a server the writer itself. */
  reader: DataSource;
  /** The SQLite file; undefined on a server. */
  file?: string;
  /** Lifts the limit on how long a statement may go unanswered, for what changes tables. */
  unlimited: <T>(work: () => Promise<T>) => Promise<T>;
}

interface OpenOptions {
  /** Longest a statement may go unanswered on a server, in ms. */
  deadline: number;
  poolSize: number;
  /** Told of every statement. */
  onQuery?: (sql: string) => void;
}

const entityList = Object.values(entities).filter((value) => typeof value === "function");

/** Opens `sqlite:path` or `mysql://user:password@host:port/name` with the options that make both mean the same. */
export function openSources(url: string, options: OpenOptions): Promise<Sources> {
  return url.startsWith("sqlite:") ? openFile(url.slice("sqlite:".length), options) : openServer(url, options);
}

async function openFile(file: string, { onQuery }: OpenOptions): Promise<Sources> {
  mkdirSync(dirname(file), { recursive: true });
  const logger = onQuery && countingLogger(onQuery);
  const writer = await new DataSource({ ...sqliteOptions(file), ...logger }).initialize();
  const reader = await new DataSource({ ...readOnly(sqliteOptions(file)), ...logger }).initialize();
  return { writer, reader, file, unlimited: (work) => work() };
}

async function openServer(url: string, { deadline, poolSize, onQuery }: OpenOptions): Promise<Sources> {
  const writer = new DataSource({ ...mariaOptions(url, poolSize), ...(onQuery && countingLogger(onQuery)) });
  await within(deadline, writer.initialize());
  const unlimited = await within(deadline, prepareConnections(writer, deadline));
  return { writer, reader: writer, unlimited };
}

function sqliteOptions(file: string) {
  return {
    type: "better-sqlite3" as const,
    database: file,
    enableWAL: true,
    // better-sqlite3 waits inside the event loop, so it may not wait long; `attempt` does the waiting.
    timeout: 10,
    entities: entityList,
    migrations,
    prepareDatabase: (connection: { pragma(text: string): void }) => {
      connection.pragma("case_sensitive_like = ON");
      connection.pragma("synchronous = FULL");
    },
  };
}

function readOnly(options: ReturnType<typeof sqliteOptions>) {
  return {
    ...options,
    readonly: true,
    enableWAL: false,
    prepareDatabase: (connection: { pragma(text: string): void }) => {
      connection.pragma("query_only = ON");
      connection.pragma("case_sensitive_like = ON");
    },
  };
}

function mariaOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: "mariadb",
    url: url.replace(/^mysql:/, "mariadb:"),
    timezone: "Z",
    dateStrings: ["DATE"],
    bigNumberStrings: false,
    charset: "utf8mb4",
    poolSize,
    connectTimeout: 5000,
    extra: { jsonStrings: true },
    entities: entityList,
    migrations,
  };
}

interface Pool {
  on(event: "connection", listener: (connection: Connection) => void): void;
}

/**
 * READ COMMITTED everywhere: the default isolation deadlocks the outbox. And no connection waits for ever, at either
 * end: the server would keep the locks of one whose wire was cut in the middle of a unit of work for hours. Answers how
 * to lift our own limit.
 */
async function prepareConnections(source: DataSource, deadline: number): Promise<Sources["unlimited"]> {
  const idleSeconds = Math.ceil(deadline / 1000) + 1;
  const settings = (await isMariaDb(source))
    ? `tx_isolation = 'READ-COMMITTED', idle_transaction_timeout = ${idleSeconds}`
    : // MySQL knows only one limit for all that is idle; the pool opens anew what it closes.
      `transaction_isolation = 'READ-COMMITTED', wait_timeout = ${Math.max(idleSeconds, 60)}`;
  const session = `SET SESSION ${settings}, innodb_lock_wait_timeout = 7`;
  let limit = deadline;
  const prepare = (connection: Connection) => {
    endSilent(connection, () => limit);
    // Without its isolation a connection is of no use.
    connection.query(session, (error) => error && connection.destroy());
  };
  (source.driver as unknown as { pool: Pool }).pool.on("connection", prepare);
  // The listener comes too late for the connection that initialize() opened.
  const runner = source.createQueryRunner();
  prepare(await runner.connect());
  await runner.release();
  return async (work) => {
    limit = Number.POSITIVE_INFINITY;
    try {
      return await work();
    } finally {
      limit = deadline;
    }
  };
}

async function isMariaDb(source: DataSource): Promise<boolean> {
  const [row] = await source.query("SELECT VERSION() AS version");
  return String(row.version).includes("MariaDB");
}

function countingLogger(onQuery: (sql: string) => void) {
  const ignore = () => undefined;
  return {
    logger: {
      logQuery: (sql: string) => onQuery(sql),
      logQueryError: ignore,
      logQuerySlow: ignore,
      logSchemaBuild: ignore,
      logMigration: ignore,
      log: ignore,
    },
  };
}
