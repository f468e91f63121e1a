import type { EntityManager, EntityTarget, ObjectLiteral } from "typeorm";
import { isSqlite } from "../entities/database";
import { insertStatement } from "../entities/insertStatement";

/**
 * Inserts rows and leaves out those whose unique key is taken; answers the ids that went in. `INSERT IGNORE` is no
 * choice: on MariaDB it also swallows bad values.
 */
export async function insertOnce<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntityTarget<Row>,
  rows: readonly (Partial<Row> & { id: string })[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const metadata = db.dataSource.getMetadata(target);
  const { sql, parameters } = insertStatement(metadata, rows);
  const ids = rows.map(({ id }) => id);
  await db.query(`${sql} ${isSqlite(db) ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE id = id"}`, parameters);
  const marks = ids.map(() => "?").join(",");
  const stored: { id: string }[] = await db.query(`SELECT id FROM ${metadata.tableName} WHERE id IN (${marks})`, ids);
  return new Set(stored.map(({ id }) => id));
}
