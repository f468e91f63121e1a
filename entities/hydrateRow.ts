import type { EntityMetadata, ObjectLiteral } from "typeorm";

/** The entity a whole row of its table holds. Columns that are not the entity's are left out. */
export function hydrateRow<Row extends ObjectLiteral>(metadata: EntityMetadata, row: ObjectLiteral): Row {
  const { driver } = metadata.dataSource;
  const entity: ObjectLiteral = new (metadata.target as new () => Row)();
  for (const column of metadata.columns)
    entity[column.propertyName] = driver.prepareHydratedValue(row[column.databaseName], column);
  return entity as Row;
}
