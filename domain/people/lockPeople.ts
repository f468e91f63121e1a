import { isSqlite } from "../../entities/database";
import { sqlInstant } from "../../entities/sqlInstant";
import type { Work } from "../context";

/**
 * Lets one unit of work at a time change who people are: a nightly sync and a contact event that meet would both make
 * the same new person. The row's lock is held until the end of the transaction. SQLite's units of work are alone anyway.
 */
export async function lockPeople({ db, now }: Work): Promise<void> {
  if (isSqlite(db)) return;
  await db.query(
    "INSERT INTO settings (`key`, value, updatedAt) VALUES ('people.lock', '{}', ?) ON DUPLICATE KEY UPDATE updatedAt = ?",
    [sqlInstant(now), sqlInstant(now)],
  );
}
