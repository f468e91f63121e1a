import { type QueryRunner, Table, type TableColumnOptions, type TableForeignKeyOptions } from "typeorm";

/** Columns as text: `varchar(36)`, `varchar(64)?` (nullable), `int=0`, `varchar(8)='day'`; keys: `id`, `key(40)`, `date!`, `serial`. */
type Columns = Record<string, string>;

interface Extras {
  /** Name → columns; a name starting with `uq_` is unique. */
  indexes?: Record<string, string[]>;
  /** Name → [column, table]; keys may not be removed under a reference. */
  references?: Record<string, [column: string, table: string]>;
  /** Name → SQL condition. */
  checks?: Record<string, string>;
}

const isSqlite = (queryRunner: QueryRunner) => queryRunner.connection.options.type === "better-sqlite3";

const columnPattern = /^([a-z]+)(?:\((\d+)\))?([?!])?(?:=(.+))?$/;

function column(queryRunner: QueryRunner, name: string, text: string): TableColumnOptions {
  if (text === "serial")
    return {
      name,
      type: isSqlite(queryRunner) ? "integer" : "int",
      isPrimary: true,
      isGenerated: true,
      generationStrategy: "increment",
    };
  const [, type, length, mark, initial] =
    columnPattern.exec(text.replace(/^id$/, "varchar(36)").replace(/^key\(/, "varchar(")) ?? [];
  if (!type) throw new Error(`column ${name}: cannot read '${text}'`);
  const driver = queryRunner.connection.driver;
  return {
    name,
    type: driver.normalizeType({ type: type as "varchar" }),
    length,
    precision: type === "datetime" ? 3 : undefined,
    isNullable: mark === "?",
    isPrimary: text === "id" || text.startsWith("key(") || mark === "!",
    default: initial,
  };
}

/** Creates a table on either engine; harmless when it is there, because MariaDB cannot roll a half migration back. */
export async function createTable(queryRunner: QueryRunner, name: string, columns: Columns, extras: Extras = {}) {
  const checks = Object.entries(extras.checks ?? {});
  const references = Object.entries(extras.references ?? {}).map(
    ([key, [from, table]]): TableForeignKeyOptions => ({
      name: key,
      columnNames: [from],
      referencedTableName: table,
      referencedColumnNames: ["id"],
      onDelete: "RESTRICT",
      onUpdate: "RESTRICT",
    }),
  );
  const table = new Table({
    name,
    columns: Object.entries(columns).map(([key, text]) => column(queryRunner, key, text)),
    indices: Object.entries(extras.indexes ?? {}).map(([key, columnNames]) => ({
      name: key,
      columnNames,
      isUnique: key.startsWith("uq_"),
    })),
    foreignKeys: references,
    checks: isSqlite(queryRunner) ? checks.map(([key, expression]) => ({ name: key, expression })) : [],
  });
  await queryRunner.createTable(table, true);
  if (isSqlite(queryRunner) || checks.length === 0) return;
  // TypeORM leaves CHECK out on MariaDB and MySQL.
  const present = await findChecks(queryRunner, name);
  for (const [key, expression] of checks)
    if (!present.has(key)) await queryRunner.query(`ALTER TABLE ${name} ADD CONSTRAINT ${key} CHECK (${expression})`);
}

/** Adds columns to a table on either engine; harmless where they are there. */
export async function addColumns(queryRunner: QueryRunner, table: string, columns: Columns) {
  const { driver } = queryRunner.connection;
  for (const [name, text] of Object.entries(columns)) {
    if (await queryRunner.hasColumn(table, name)) continue;
    const { type, length, precision, isNullable, default: initial } = column(queryRunner, name, text);
    const full = `${type}${length ? `(${length})` : precision ? `(${precision})` : ""}`;
    // TypeORM's own way copies the whole table on SQLite, and leaves triggers and checks behind.
    await queryRunner.query(
      `ALTER TABLE ${table} ADD COLUMN ${driver.escape(name)} ${full}${isNullable ? "" : " NOT NULL"}${initial === undefined ? "" : ` DEFAULT ${initial}`}`,
    );
  }
}

/** Adds indexes to a table that is there; a name starting with `uq_` is unique. */
export async function createIndexes(queryRunner: QueryRunner, table: string, indexes: Record<string, string[]>) {
  const present = new Set((await queryRunner.getTable(table))?.indices.map(({ name }) => name));
  for (const [name, columnNames] of Object.entries(indexes))
    if (!present.has(name))
      await queryRunner.query(
        `CREATE ${name.startsWith("uq_") ? "UNIQUE " : ""}INDEX ${name} ON ${table} (${columnNames.join(", ")})`,
      );
}

/** Takes an index away; harmless where it is gone. */
export async function dropIndex(queryRunner: QueryRunner, table: string, name: string) {
  if (!(await queryRunner.getTable(table))?.indices.some((index) => index.name === name)) return;
  await queryRunner.query(`DROP INDEX ${name}${isSqlite(queryRunner) ? "" : ` ON ${table}`}`);
}

/** Puts another condition in the place of a CHECK. SQLite copies the table for it, so only of a small one. */
export async function replaceCheck(queryRunner: QueryRunner, table: string, name: string, expression: string) {
  if (!isSqlite(queryRunner)) {
    if ((await findChecks(queryRunner, table)).has(name))
      await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    await queryRunner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${expression})`);
    return;
  }
  const parts: { type: string; sql: string }[] = await queryRunner.query(
    "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL",
    [table],
  );
  const create = parts.find(({ type }) => type === "table")?.sql ?? "";
  const changed = create
    .replace(new RegExp(`(CONSTRAINT "?${name}"? CHECK )\\([^)]*\\)(?:\\))?`), `$1(${expression})`)
    .replace(/^CREATE TABLE "?\w+"?/, `CREATE TABLE "${table}_new"`);
  await queryRunner.query(changed);
  await queryRunner.query(`INSERT INTO ${table}_new SELECT * FROM ${table}`);
  await queryRunner.query(`DROP TABLE ${table}`);
  await queryRunner.query(`ALTER TABLE ${table}_new RENAME TO ${table}`);
  for (const { type, sql } of parts) if (type !== "table") await queryRunner.query(sql);
}

async function findChecks(queryRunner: QueryRunner, table: string): Promise<Set<string>> {
  const rows: { name: string }[] = await queryRunner.query(
    `SELECT CONSTRAINT_NAME AS name FROM information_schema.TABLE_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = ? AND CONSTRAINT_TYPE = 'CHECK'`,
    [table],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Refuses every UPDATE and DELETE on the table. Harmless when it does so already. */
export async function appendOnly(queryRunner: QueryRunner, table: string) {
  for (const operation of ["UPDATE", "DELETE"]) {
    const trigger = `${table}_no_${operation.toLowerCase()}`;
    await queryRunner.query(`DROP TRIGGER IF EXISTS ${trigger}`);
    await queryRunner.query(
      isSqlite(queryRunner)
        ? `CREATE TRIGGER ${trigger} BEFORE ${operation} ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END`
        : `CREATE TRIGGER ${trigger} BEFORE ${operation} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'append-only: ${table}'`,
    );
  }
}
