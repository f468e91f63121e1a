import type { QueryRunner } from "typeorm";
import type { Engine } from "./database";

// TypeORM begins SQLite transactions deferred, and a deferred one fails when it turns to writing.
export async function begin(runner: QueryRunner, engine: Engine) {
  if (engine === "mariadb") return runner.startTransaction();
  await runner.query("BEGIN IMMEDIATE");
  markActive(runner, true);
}

// So that `save` inside the unit of work opens no transaction of its own.
function markActive(runner: QueryRunner, active: boolean) {
  (runner as { isTransactionActive: boolean }).isTransactionActive = active;
}

export async function commit(runner: QueryRunner, engine: Engine) {
  if (engine === "mariadb") return runner.commitTransaction();
  await runner.query("COMMIT");
  markActive(runner, false);
}

export async function rollback(runner: QueryRunner, engine: Engine) {
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
