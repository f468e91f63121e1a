import type { EntityMetadata, ObjectLiteral } from "typeorm";

/** INSERT of whole rows in one statement; columns left out get their default, in the rows given as well. */
export function insertStatement(metadata: EntityMetadata, rows: readonly ObjectLiteral[]) {
  const { driver } = metadata.dataSource;
  const { columns } = metadata;
  const marks = `(${columns.map(() => "?").join(", ")})`;
  const parameters = rows.flatMap((row) =>
    columns.map((column) => {
      if (row[column.propertyName] === undefined) row[column.propertyName] = column.default ?? null;
      return driver.preparePersistentValue(row[column.propertyName], column);
    }),
  );
  const names = columns.map(({ databaseName }) => driver.escape(databaseName)).join(", ");
  return {
    sql: `INSERT INTO ${metadata.tableName} (${names}) VALUES ${rows.map(() => marks).join(", ")}`,
    parameters,
  };
}
