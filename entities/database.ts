import { existsSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import "reflect-metadata";
import type { DataSource, EntityManager } from "typeorm";
import { DatabaseUnavailable, unavailableOr, within } from "./DatabaseUnavailable";
import { databaseFault } from "./databaseErrors";
import { begin, commit, rollback } from "./engineTransaction";
import { guardReads } from "./guardReads";
import { LeanManager } from "./LeanManager";
import { migrateInTurn } from "./migrateInTurn";
import { openSources, type Sources } from "./openSources";

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

/** How often a unit of work is tried on a server, where a conflict has cost it up to 7 s of waiting for a lock. */
const retries = 6;
/** How long SQLite is asked for a file that another process holds, in ms: WeCom waits 5 s for an answer. */
const busyMs = 3500;

/** One database, whichever engine is behind it; what differs between the two sits in this folder and nowhere else. */
export class Database {
  /** Reads outside a unit of work; sees committed rows only. */
  readonly read: EntityManager;
  private readonly writer: DataSource;
  private readonly inode: number | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly engine: Engine,
    private readonly sources: Sources,
    private readonly deadline: number,
  ) {
    this.writer = sources.writer;
    this.read = new LeanManager(guardReads(sources.reader, deadline));
    this.inode = inodeOf(sources.file);
  }

  /** Opens `sqlite:path` or `mysql://user:password@host:port/name`. Does not migrate. */
  static async open(url: string, options: OpenOptions = {}): Promise<Database> {
    const { deadline = 15_000, poolSize = 10, onQuery } = options;
    const sources = await openSources(url, { deadline, poolSize, onQuery });
    return new Database(sources.file === undefined ? "mariadb" : "sqlite", sources, deadline);
  }

  /** The SQLite file; undefined on a server. */
  get file(): string | undefined {
    return this.sources.file;
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
    return this.sources.unlimited(() => migrateInTurn(this.writer));
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
    if (this.sources.reader !== this.writer) await this.sources.reader.destroy();
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
      }, this.deadline);
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

/**
 * Behind a table's name in raw SQL: reads it by this index. Statistics of a table that fills up or empties within
 * minutes are old when they matter, and a plan made from them walks through all of it.
 */
export const byIndex = (db: EntityManager, index: string) =>
  isSqlite(db) ? `INDEXED BY ${index}` : `FORCE INDEX (${index})`;

/** A date column as a count of days in raw SQL, for windows that reach so many days back. */
export const dayNumber = (db: EntityManager, column: string) =>
  isSqlite(db) ? `CAST(julianday(${column}) AS INTEGER)` : `TO_DAYS(${column})`;

export const isSqlite = (db: EntityManager) => db.dataSource.options.type === "better-sqlite3";

function inodeOf(file: string | undefined): number | undefined {
  return file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.ino;
}

/** Whether a SQLite file is there already. */
export const sqliteFileExists = (url: string) => url.startsWith("sqlite:") && existsSync(url.slice("sqlite:".length));
