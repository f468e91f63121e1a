import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "mysql2";
import "reflect-metadata";
import { DataSource, type DataSourceOptions, type EntityManager, type QueryRunner } from "typeorm";
import { DatabaseUnavailable, unavailableOr, within } from "./DatabaseUnavailable";
import { databaseFault } from "./databaseErrors";
import { endSilent } from "./endSilent";
import { guardReads } from "./guardReads";
import * as entities from "./index";
import { LeanManager } from "./LeanManager";
import { migrateInTurn } from "./migrateInTurn";
import { migrations } from "./migrations";

export type Engine = "sqlite" | "mariadb";

export { DatabaseUnavailable } from "./DatabaseUnavailable";

interface OpenOptions {
  /**
   * Longest a statement may go unanswered, and a unit of work may take on a server or wait for its turn on SQLite,
   * before its caller is told and it is rolled back, in ms.
   */
  deadline?: number;
  poolSize?: number;
  /** Told of every statement; for counting in tests and benchmarks. */
  onQuery?: (sql: string) => void;
}

const entityList = Object.values(entities).filter((value) => typeof value === "function");
/** How often a unit of work is tried on a server, where a conflict has cost it up to 7 s of waiting for a lock. */
const retries = 6;
/** How long SQLite is asked for a file that another process holds, in ms: WeCom waits 5 s for an answer. */
const busyMs = 3500;

interface Parts {
  writer: DataSource;
  reader: DataSource;
  deadline: number;
  /** The SQLite file; undefined on a server. */
  file?: string;
  /** Lifts the limit on how long a statement may go unanswered, for what changes tables. */
  unlimited: <T>(work: () => Promise<T>) => Promise<T>;
}

/** One database, whichever engine is behind it; what differs between the two sits in this folder and nowhere else. */
export class Database {
  /** Reads outside a unit of work; sees committed rows only. */
  readonly read: EntityManager;
  private readonly writer: DataSource;
  private readonly inode: number | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly engine: Engine,
    private readonly parts: Parts,
  ) {
    this.writer = parts.writer;
    this.read = new LeanManager(guardReads(parts.reader, parts.deadline));
    this.inode = inodeOf(parts.file);
  }

  /** Opens `sqlite:path` or `mysql://user:password@host:port/name`. Does not migrate. */
  static async open(url: string, options: OpenOptions = {}): Promise<Database> {
    const deadline = options.deadline ?? 15_000;
    const logger = options.onQuery && countingLogger(options.onQuery);
    if (url.startsWith("sqlite:")) {
      const file = url.slice("sqlite:".length);
      mkdirSync(dirname(file), { recursive: true });
      const writer = await new DataSource({ ...sqliteOptions(file), ...logger }).initialize();
      const reader = await new DataSource({ ...readOnly(sqliteOptions(file)), ...logger }).initialize();
      return new Database("sqlite", { writer, reader, deadline, file, unlimited: (work) => work() });
    }
    const writer = new DataSource({ ...mariaOptions(url, options.poolSize ?? 10), ...logger });
    await within(deadline, writer.initialize());
    const unlimited = await within(deadline, prepareConnections(writer, deadline));
    return new Database("mariadb", { writer, reader: writer, deadline, unlimited });
  }

  /** The SQLite file; undefined on a server. */
  get file(): string | undefined {
    return this.parts.file;
  }

  /** Whether the SQLite file was removed or replaced since it was opened: what is written goes nowhere. */
  get isFileReplaced(): boolean {
    return inodeOf(this.file) !== this.inode;
  }

  /**
   * Runs a unit of work in one transaction. Deadlocks and lock conflicts repeat the whole function, so it must do
   * nothing but use `db`. SQLite has one connection for everybody: units of work wait for each other there.
   */
  transaction<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    const asked = performance.now();
    if (this.engine === "mariadb") return this.attempt(work, asked);
    return this.inTurn(() => this.attempt(work, asked));
  }

  /** Answers within `timeout` ms or throws DatabaseUnavailable. On SQLite it asks for the right to write. */
  async ping(timeout = 2000): Promise<void> {
    const question = this.engine === "sqlite" ? this.transaction(async () => undefined) : this.read.query("SELECT 1");
    await within(timeout, question);
  }

  /** Brings the tables up to date; answers the names of the migrations that ran. */
  migrate(): Promise<string[]> {
    return this.parts.unlimited(() => migrateInTurn(this.writer));
  }

  /** Whether a migration has not been run yet. Looks only: a user who may not change tables can ask. */
  async pendingMigrations(): Promise<boolean> {
    const runner = this.writer.createQueryRunner();
    try {
      // TypeORM would create its table to look into it.
      if (!(await runner.hasTable("migrations"))) return true;
    } finally {
      await runner.release();
    }
    return this.writer.showMigrations();
  }

  /** Statements that would make the tables equal to the entities; empty when they are. */
  async drift(): Promise<string[]> {
    const { upQueries } = await this.writer.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  }

  async close(): Promise<void> {
    await this.queue;
    if (this.parts.reader !== this.writer) await this.parts.reader.destroy();
    await this.writer.destroy();
  }

  /** SQLite: one after the other. Who waits too long for a turn is told, and does not get it any more. */
  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    let state: "waiting" | "begun" | "late" = "waiting";
    const turn = this.queue.then(() => {
      if (state === "late") throw new DatabaseUnavailable("slow");
      state = "begun";
      return run();
    });
    this.queue = turn.then(
      () => undefined,
      () => undefined,
    );
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        if (state !== "waiting") return;
        state = "late";
        reject(new DatabaseUnavailable("slow"));
      }, this.parts.deadline);
      turn.then(resolve, reject).finally(() => clearTimeout(patience));
    });
  }

  private async attempt<T>(work: (db: EntityManager) => Promise<T>, asked: number): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (databaseFault(error) !== "retry" || !this.mayTryAgain(tried, asked)) throw unavailableOr(error);
        const pause = this.engine === "sqlite" ? 40 : 2 ** tried * 5;
        await sleep(pause * (0.5 + Math.random()));
      }
    }
  }

  private mayTryAgain(tried: number, asked: number): boolean {
    return this.engine === "sqlite" ? performance.now() - asked < busyMs : tried < retries;
  }

  /** One try. When the deadline passes first the caller is told at once, and the transaction rolls back when it can. */
  private async once<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    const scope = { expired: false };
    const run = this.inTransaction(work, scope);
    if (this.engine === "sqlite") return run;
    try {
      return await within(this.parts.deadline, run);
    } catch (error) {
      scope.expired = true;
      throw error;
    }
  }

  private async inTransaction<T>(work: (db: EntityManager) => Promise<T>, scope: { expired: boolean }): Promise<T> {
    const runner = this.writer.createQueryRunner();
    try {
      await begin(runner, this.engine);
      if (scope.expired) throw new DatabaseUnavailable("slow");
      const result = await work(new LeanManager(this.writer, runner));
      if (scope.expired) throw new DatabaseUnavailable("slow");
      await commit(runner, this.engine);
      if (this.file && this.isFileReplaced) throw new DatabaseUnavailable("away");
      return result;
    } catch (error) {
      await rollback(runner, this.engine);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Find options that lock the rows: FOR UPDATE on a server; SQLite's units of work are alone anyway. */
export const forUpdate = (db: EntityManager) => (isSqlite(db) ? {} : { lock: { mode: "pessimistic_write" as const } });

export const isSqlite = (db: EntityManager) => db.dataSource.options.type === "better-sqlite3";

// TypeORM begins SQLite transactions deferred, and a deferred one fails when it turns to writing.
async function begin(runner: QueryRunner, engine: Engine) {
  if (engine === "mariadb") return runner.startTransaction();
  await runner.query("BEGIN IMMEDIATE");
  markActive(runner, true);
}

// So that `save` inside the unit of work opens no transaction of its own.
function markActive(runner: QueryRunner, active: boolean) {
  (runner as { isTransactionActive: boolean }).isTransactionActive = active;
}

async function commit(runner: QueryRunner, engine: Engine) {
  if (engine === "mariadb") return runner.commitTransaction();
  await runner.query("COMMIT");
  markActive(runner, false);
}

async function rollback(runner: QueryRunner, engine: Engine) {
  if (!runner.isTransactionActive) return;
  try {
    if (engine === "mariadb") await runner.rollbackTransaction();
    else await runner.query("ROLLBACK");
  } catch {
    // The connection is gone, and the transaction with it; the first error is the one to tell.
  } finally {
    markActive(runner, false);
  }
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
 * READ COMMITTED everywhere: the default isolation deadlocks the outbox. And no connection waits for ever; answers how
 * to lift that.
 */
async function prepareConnections(source: DataSource, deadline: number): Promise<Parts["unlimited"]> {
  const variable = (await isMariaDb(source)) ? "tx_isolation" : "transaction_isolation";
  const session = `SET SESSION ${variable} = 'READ-COMMITTED', innodb_lock_wait_timeout = 7`;
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

function inodeOf(file: string | undefined): number | undefined {
  return file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.ino;
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

/** Whether a SQLite file is there already. */
export const sqliteFileExists = (url: string) => url.startsWith("sqlite:") && existsSync(url.slice("sqlite:".length));
