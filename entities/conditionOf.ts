import { type EntityMetadata, type FindOptionsWhere, InstanceChecker, type ObjectLiteral } from "typeorm";
import type { ColumnMetadata } from "typeorm/metadata/ColumnMetadata";

export interface Condition {
  /** Empty, or with the word WHERE in front. */
  sql: string;
  parameters: unknown[];
  /** No row can meet it: In an empty list. */
  isEmpty?: boolean;
}

const comparisons: Record<string, string> = {
  equal: "=",
  moreThan: ">",
  moreThanOrEqual: ">=",
  lessThan: "<",
  lessThanOrEqual: "<=",
};

/**
 * The WHERE of a plain condition: columns equal to values, or IsNull, In, MoreThan, LessThan and their like. Undefined
 * for anything more, and for null and undefined, which TypeORM refuses.
 */
export function conditionOf<Row extends ObjectLiteral>(
  metadata: EntityMetadata,
  where: FindOptionsWhere<Row> | FindOptionsWhere<Row>[] = {},
): Condition | undefined {
  if (Array.isArray(where) || Object.getPrototypeOf(where) !== Object.prototype) return undefined;
  const terms: string[] = [];
  const parameters: unknown[] = [];
  let isEmpty = false;
  for (const [property, wanted] of Object.entries(where)) {
    const column = metadata.findColumnWithPropertyName(property);
    const term = column && termOf(column, wanted);
    if (!term) return undefined;
    terms.push(term.sql);
    parameters.push(...term.parameters);
    isEmpty ||= term.isEmpty === true;
  }
  return { sql: terms.length > 0 ? ` WHERE ${terms.join(" AND ")}` : "", parameters, isEmpty };
}

function termOf(column: ColumnMetadata, wanted: unknown): Condition | undefined {
  const { driver } = column.entityMetadata.dataSource;
  const name = driver.escape(column.databaseName);
  const store = (value: unknown) => driver.preparePersistentValue(value, column);
  if (!InstanceChecker.isFindOperator(wanted)) {
    const isPlain = wanted !== null && (typeof wanted !== "object" || wanted instanceof Date);
    return isPlain && wanted !== undefined ? { sql: `${name} = ?`, parameters: [store(wanted)] } : undefined;
  }
  if (wanted.child) return undefined;
  if (wanted.type === "isNull") return { sql: `${name} IS NULL`, parameters: [] };
  if (wanted.type === "in") {
    const values = (wanted.value as unknown[]).map(store);
    return values.length > 0
      ? { sql: `${name} IN (${values.map(() => "?").join(", ")})`, parameters: values }
      : { sql: "0 = 1", parameters: [], isEmpty: true };
  }
  const comparison = comparisons[wanted.type];
  return comparison ? { sql: `${name} ${comparison} ?`, parameters: [store(wanted.value)] } : undefined;
}
