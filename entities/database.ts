import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import "reflect-metadata";
import { DataSource, type DataSourceOptions, type EntityManager, type QueryRunner } from "typeorm";
import { databaseFault } from "./databaseErrors";
import * as entities from "./index";
import { LeanManager } from "./LeanManager";
import { migrateInTurn } from "./migrateInTurn";
import { migrations } from "./migrations";

export type Engine = "sqlite" | "mariadb";

/** The database could not be used: away, locked, full or too slow. Nothing was half written. */
export class DatabaseUnavailable extends Error {
  constructor(
    readonly reason: "away" | "busy" | "full" | "slow",
    options?: ErrorOptions,
  ) {
    super(`database unavailable: ${reason}`, options);
  }
}

interface OpenOptions {
  /** Longest a unit of work may take before its caller is told and it is rolled back, in ms. */
  deadline?: number;
  poolSize?: number;
  /** Told of every statement; for counting in tests and benchmarks. */
  onQuery?: (sql: string) => void;
}

const entityList = Object.values(entities).filter((value) => typeof value === "function");
const retries = 6;

/** One database, whichever engine is behind it; what differs between the two sits in this folder and nowhere else. */
export class Database {
  /** Reads outside a unit of work; sees committed rows only. */
  readonly read: EntityManager;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly engine: Engine,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly deadline: number,
    /** The SQLite file; undefined on a server. */
    readonly file?: string,
  ) {
    this.read = new LeanManager(reader);
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
      return new Database("sqlite", writer, reader, deadline, file);
    }
    const source = new DataSource({ ...mariaOptions(url, options.poolSize ?? 10), ...logger });
    await within(deadline, source.initialize());
    await prepareConnections(source);
    return new Database("mariadb", source, source, deadline);
  }

  /**
   * Runs a unit of work in one transaction. Deadlocks and lock conflicts repeat the whole function, so it must do
   * nothing but use `db`. SQLite has one connection for everybody: units of work wait for each other there.
   */
  transaction<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    if (this.engine === "mariadb") return this.attempt(work);
    const turn = this.queue.then(() => this.attempt(work));
    this.queue = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Answers within `timeout` ms or throws DatabaseUnavailable. */
  async ping(timeout = 2000): Promise<void> {
    await within(
      timeout,
      this.reader.query("SELECT 1").catch((error: unknown) => {
        throw unavailable(error);
      }),
    );
  }

  /** Brings the tables up to date; answers the names of the migrations that ran. */
  migrate(): Promise<string[]> {
    return migrateInTurn(this.writer);
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
    if (this.reader !== this.writer) await this.reader.destroy();
    await this.writer.destroy();
  }

  private async attempt<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.once(work);
      } catch (error) {
        const fault = databaseFault(error);
        if (fault === "retry" && tried < retries) await sleep(2 ** tried * 5 * (0.5 + Math.random()));
        else throw fault === "retry" || fault === "away" || fault === "full" ? unavailable(error) : error;
      }
    }
  }

  /** One try. When the deadline passes first the caller is told at once, and the transaction rolls back when it can. */
  private async once<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    const scope = { expired: false };
    const run = this.inTransaction(work, scope);
    if (this.engine === "sqlite") return run;
    try {
      return await within(this.deadline, run);
    } catch (error) {
      scope.expired = true;
      throw error;
    }
  }

  private async inTransaction<T>(work: (db: EntityManager) => Promise<T>, scope: { expired: boolean }): Promise<T> {
    const runner = this.writer.createQueryRunner();
    try {
      await begin(runner, this.engine);
      const result = await work(new LeanManager(this.writer, runner));
      if (scope.expired) throw new DatabaseUnavailable("slow");
      await commit(runner, this.engine);
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

function unavailable(error: unknown): DatabaseUnavailable {
  const fault = databaseFault(error);
  return new DatabaseUnavailable(fault === "retry" ? "busy" : fault === "full" ? "full" : "away", { cause: error });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable("slow")), ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

function sqliteOptions(file: string) {
  return {
    type: "better-sqlite3" as const,
    database: file,
    enableWAL: true,
    // better-sqlite3 waits inside the event loop, so it may not wait long; `attempt` does the waiting.
    timeout: 100,
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
  on(event: "connection", listener: (connection: { query(sql: string): void }) => void): void;
}

/** READ COMMITTED everywhere: the default isolation deadlocks the outbox. */
async function prepareConnections(source: DataSource) {
  const variable = (await isMariaDb(source)) ? "tx_isolation" : "transaction_isolation";
  const session = `SET SESSION ${variable} = 'READ-COMMITTED', innodb_lock_wait_timeout = 7`;
  (source.driver as unknown as { pool: Pool }).pool.on("connection", (connection) => connection.query(session));
  // The listener comes too late for the connection that initialize() opened.
  await source.query(session);
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

/** Whether a SQLite file is there already. */
export const sqliteFileExists = (url: string) => url.startsWith("sqlite:") && existsSync(url.slice("sqlite:".length));
