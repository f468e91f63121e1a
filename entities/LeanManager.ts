import {
  type EntityManager,
  EntityManager as EntityManagerBase,
  type EntityMetadata,
  type EntityTarget,
  type FindManyOptions,
  type FindOneOptions,
  type FindOptionsWhere,
  InsertResult,
  type ObjectLiteral,
  UpdateResult,
} from "typeorm";
import { conditionOf } from "./conditionOf";
import { hydrateRow } from "./hydrateRow";
import { insertStatement } from "./insertStatement";

type Where<Row> = FindOptionsWhere<Row> | FindOptionsWhere<Row>[];
type Values<Row extends ObjectLiteral> = Parameters<EntityManager["insert"]>[1] & Partial<Row>;

/** What a plain read may ask for; anything else is TypeORM's to answer. */
const plainOptions = new Set(["where", "order", "take", "lock"]);

/**
 * TypeORM's manager with a short way for what nearly all calls are: reading whole rows by plain conditions, inserting,
 * updating. The query builder spends more time on those than the database does (docs/decisions/0009-lean-manager.md).
 * The tables here have plain columns only (columns.ts): nothing generated, nothing soft-deleted, no listeners.
 * Whatever the short way does not know goes the long way and means the same.
 */
export class LeanManager extends EntityManagerBase {
  override async find<Row extends ObjectLiteral>(target: EntityTarget<Row>, options: FindManyOptions<Row> = {}) {
    const metadata = this.dataSource.getMetadata(target);
    const statement = this.selectStatement(metadata, options);
    if (!statement) return super.find(target, options);
    if (statement.isEmpty) return [];
    const rows: ObjectLiteral[] = await this.query(statement.sql, statement.parameters);
    return rows.map((row) => hydrateRow<Row>(metadata, row));
  }

  override findBy<Row extends ObjectLiteral>(target: EntityTarget<Row>, where: Where<Row>) {
    return this.find(target, { where });
  }

  override async findOne<Row extends ObjectLiteral>(target: EntityTarget<Row>, options: FindOneOptions<Row>) {
    // TypeORM's findOne refuses to work without a condition, so that a missing id never means "any row".
    if (!options.where || Object.keys(options).some((key) => !plainOptions.has(key)))
      return super.findOne(target, options);
    return (await this.find(target, { ...options, take: 1 }))[0] ?? null;
  }

  override findOneBy<Row extends ObjectLiteral>(target: EntityTarget<Row>, where: Where<Row>) {
    return this.findOne(target, { where });
  }

  override async countBy<Row extends ObjectLiteral>(target: EntityTarget<Row>, where: Where<Row>) {
    const metadata = this.dataSource.getMetadata(target);
    const condition = conditionOf(metadata, where);
    if (!condition) return super.countBy(target, where);
    const [row] = await this.query(
      `SELECT COUNT(*) AS total FROM ${metadata.tableName}${condition.sql}`,
      condition.parameters,
    );
    return Number(row.total);
  }

  override async existsBy<Row extends ObjectLiteral>(target: EntityTarget<Row>, where: Where<Row>) {
    const metadata = this.dataSource.getMetadata(target);
    const condition = conditionOf(metadata, where);
    if (!condition) return super.existsBy(target, where);
    const rows = await this.query(`SELECT 1 FROM ${metadata.tableName}${condition.sql} LIMIT 1`, condition.parameters);
    return rows.length > 0;
  }

  /** Fills in the defaults of columns left out, like TypeORM's. */
  override async insert<Row extends ObjectLiteral>(target: EntityTarget<Row>, values: Values<Row> | Values<Row>[]) {
    const result = new InsertResult();
    const rows = Array.isArray(values) ? values : [values];
    if (rows.length === 0) return result;
    const { sql, parameters } = insertStatement(this.dataSource.getMetadata(target), rows);
    await this.query(sql, parameters);
    return result;
  }

  override async update<Row extends ObjectLiteral>(
    target: EntityTarget<Row>,
    criteria: unknown,
    partial: Parameters<EntityManager["update"]>[2],
  ): Promise<UpdateResult> {
    const changes: ObjectLiteral = partial;
    const metadata = this.dataSource.getMetadata(target);
    const where = typeof criteria === "string" ? { [metadata.primaryColumns[0]!.propertyName]: criteria } : criteria;
    const condition = conditionOf(metadata, where as Where<Row>);
    const columns = metadata.columns.filter(({ propertyName }) => changes[propertyName] !== undefined);
    // A condition that names nothing would change all rows; TypeORM refuses it.
    if (!this.queryRunner || !condition?.sql || columns.length === 0) return super.update(target, criteria, partial);
    const sets: string[] = [];
    const parameters: unknown[] = [];
    for (const column of columns) {
      const value = changes[column.propertyName];
      sets.push(
        `${this.dataSource.driver.escape(column.databaseName)} = ${typeof value === "function" ? value() : "?"}`,
      );
      if (typeof value !== "function") parameters.push(this.dataSource.driver.preparePersistentValue(value, column));
    }
    const sql = `UPDATE ${metadata.tableName} SET ${sets.join(", ")}${condition.sql}`;
    return UpdateResult.from(await this.queryRunner.query(sql, [...parameters, ...condition.parameters], true));
  }

  /** Undefined where the short way does not reach. */
  private selectStatement<Row extends ObjectLiteral>(metadata: EntityMetadata, options: FindManyOptions<Row>) {
    if (Object.keys(options).some((key) => !plainOptions.has(key))) return undefined;
    const condition = conditionOf(metadata, options.where);
    const order = orderOf(metadata, options.order);
    const lock = lockOf(options.lock);
    if (!condition || order === undefined || lock === undefined) return undefined;
    const limit = options.take === undefined ? "" : ` LIMIT ${Number(options.take)}`;
    return {
      sql: `SELECT * FROM ${metadata.tableName}${condition.sql}${order}${limit}${lock}`,
      parameters: condition.parameters,
      isEmpty: condition.isEmpty,
    };
  }
}

function orderOf(metadata: EntityMetadata, order: ObjectLiteral = {}): string | undefined {
  const terms = Object.entries(order).map(([property, direction]) => {
    const column = metadata.findColumnWithPropertyName(property);
    return column && (direction === "ASC" || direction === "DESC")
      ? `${metadata.dataSource.driver.escape(column.databaseName)} ${direction}`
      : undefined;
  });
  if (terms.includes(undefined)) return undefined;
  return terms.length > 0 ? ` ORDER BY ${terms.join(", ")}` : "";
}

const lockOf = (lock: FindOneOptions["lock"]): string | undefined => {
  if (!lock) return "";
  return lock.mode === "pessimistic_write" && Object.keys(lock).length === 1 ? " FOR UPDATE" : undefined;
};
