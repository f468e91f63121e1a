import { statSync } from "node:fs";
import type { EntityManager } from "typeorm";
import { isSqlite } from "./database";

/**
 * A mark of where the data lies, which a copy does not share. Compared at every start: a database that finds itself in
 * another place was restored or moved, and must not send again what the original has sent.
 *
 * SQLite: inode and birth of the file. Not the device, whose number changes when a container starts again; and not the
 * inode alone, which the next file often gets again after a deletion. A server: when the settings table was created,
 * which a dump does not carry.
 */
export async function readPlace(db: EntityManager): Promise<string> {
  if (isSqlite(db)) return placeOfFile(String(db.dataSource.options.database));
  // As a number: the text would move with the server's time zone.
  const [row]: { created: number | string | null }[] = await db.query(
    `SELECT UNIX_TIMESTAMP(CREATE_TIME) AS created FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'settings'`,
  );
  return `table:${Number(row?.created ?? 0)}`;
}

/** The mark of a SQLite file. */
export function placeOfFile(file: string): string {
  const { ino, birthtimeMs } = statSync(file);
  return `file:${ino}:${Math.floor(birthtimeMs)}`;
}
