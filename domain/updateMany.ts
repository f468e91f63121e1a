import type { EntityManager, EntityTarget, ObjectLiteral } from "typeorm";

/** Rows per statement: far below SQLite's limit of 32,766 parameters with a handful of columns. */
const batch = 500;

/**
 * Writes different values into many rows by a statement per batch, not per row: `SET column = CASE id WHEN … END`.
 * Each row names its id and all of `columns`.
 */
export async function updateMany<Row extends ObjectLiteral & { id: string }, Column extends keyof Row & string>(
  db: EntityManager,
  target: EntityTarget<Row>,
  columns: readonly Column[],
  rows: readonly Pick<Row, "id" | Column>[],
): Promise<void> {
  const metadata = db.dataSource.getMetadata(target);
  const store = (column: string, value: unknown) =>
    db.dataSource.driver.preparePersistentValue(value, metadata.findColumnWithPropertyName(column)!);
  for (let start = 0; start < rows.length; start += batch) {
    const part = rows.slice(start, start + batch);
    const sets = columns.map((column) => `${column} = CASE id ${"WHEN ? THEN ? ".repeat(part.length)}END`);
    const values = columns.flatMap((column) => part.flatMap((row) => [row.id, store(column, row[column])]));
    const ids = part.map(({ id }) => id);
    const marks = ids.map(() => "?").join(",");
    await db.query(`UPDATE ${metadata.tableName} SET ${sets.join(", ")} WHERE id IN (${marks})`, [...values, ...ids]);
  }
}
