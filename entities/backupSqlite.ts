import { existsSync } from "node:fs";
import DatabaseFile from "better-sqlite3";
import { sqlInstant } from "./sqlInstant";

/**
 * Copies a SQLite database to a new file while it is in use, and marks the copy as frozen, so that it sends and
 * pays nothing where it is restored. Refuses to write over a file.
 */
export async function backupSqlite(from: string, to: string, now: Date): Promise<void> {
  if (existsSync(to)) throw new Error(`file exists: ${to}`);
  const source = new DatabaseFile(from, { readonly: true, fileMustExist: true });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  freezeCopy(to, now);
}

function freezeCopy(file: string, now: Date) {
  const copy = new DatabaseFile(file, { fileMustExist: true });
  try {
    // One plain file, without a -wal beside it that somebody forgets to copy.
    copy.pragma("journal_mode = DELETE");
    const freeze = copy.prepare("INSERT OR REPLACE INTO settings (key, value, updatedAt) VALUES (?, ?, ?)");
    const value = { isFrozen: true, reason: "backup" };
    freeze.run("sending", JSON.stringify(value), sqlInstant(now));
    freeze.run("payouts", JSON.stringify({ ...value, at: now.toISOString() }), sqlInstant(now));
    const [check] = copy.pragma("integrity_check") as { integrity_check: string }[];
    if (check?.integrity_check !== "ok") throw new Error(`the copy is damaged: ${check?.integrity_check}`);
  } finally {
    copy.close();
  }
}
