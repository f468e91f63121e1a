import type { DataSource } from "typeorm";

/** Longer than any migration should take, in seconds. */
const patience = 300;
/** One lock per database: the server shares names among all of them, and takes 64 characters. */
const lockName = "LEFT(CONCAT('dabiao.migrate.', DATABASE()), 64)";

/**
 * Runs the migrations that have not run yet and answers their names. On a server, processes that start at once take
 * turns: its tables are created without a transaction, so two at it would trip over each other.
 */
export async function migrateInTurn(source: DataSource): Promise<string[]> {
  const run = async () => (await source.runMigrations({ transaction: "each" })).map(({ name }) => name);
  if (source.options.type === "better-sqlite3") return run();
  const runner = source.createQueryRunner();
  try {
    const [row]: { held: number | null }[] = await runner.query(`SELECT GET_LOCK(${lockName}, ${patience}) AS held`);
    if (Number(row?.held) !== 1) throw new Error(`another process has been migrating for ${patience} seconds`);
    return await run();
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${lockName})`).catch(() => undefined);
    await runner.release();
  }
}
