import type { EntityManager } from "typeorm";
import { isSqlite } from "./database";

/** Something about the database that must be changed before anything is written to it. */
export interface DatabaseFlaw {
  kind: "collation" | "isolation";
  found: string;
  /** What the server should say instead. */
  wanted: string;
}

/** Same case, accent, trailing-space and code-point order as SQLite; MariaDB's name and MySQL's. */
const collations = ["utf8mb4_nopad_bin", "utf8mb4_0900_bin"];
const isolation = "READ-COMMITTED";

/** What is wrong with the set-up of the database; empty when all is well. A SQLite file cannot be set up wrongly. */
export async function checkDatabase(db: EntityManager): Promise<DatabaseFlaw[]> {
  if (isSqlite(db)) return [];
  const version = await serverVersion(db);
  const wanted = version.includes("MariaDB") ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
  const flaws: DatabaseFlaw[] = [];
  for (const found of await foundCollations(db))
    if (!collations.includes(found)) flaws.push({ kind: "collation", found, wanted });
  const level = await foundIsolation(db, version);
  if (level !== isolation) flaws.push({ kind: "isolation", found: level, wanted: isolation });
  return flaws;
}

/** 'MariaDB 10.11.6', 'MySQL 8.0.36' or 'SQLite 3.53.2'. */
export async function describeServer(db: EntityManager): Promise<string> {
  if (isSqlite(db)) {
    const [row]: { version: string }[] = await db.query("SELECT sqlite_version() AS version");
    return `SQLite ${row?.version}`;
  }
  const version = await serverVersion(db);
  return `${version.includes("MariaDB") ? "MariaDB" : "MySQL"} ${version.split("-")[0]}`;
}

async function serverVersion(db: EntityManager): Promise<string> {
  const [row]: { version: string }[] = await db.query("SELECT VERSION() AS version");
  return String(row?.version);
}

/** Of the database, and of every column that strays from it. */
async function foundCollations(db: EntityManager): Promise<string[]> {
  const rows: { name: string }[] = await db.query(
    `SELECT DEFAULT_COLLATION_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()
     UNION
     SELECT c.COLLATION_NAME AS name FROM information_schema.COLUMNS c
      WHERE c.TABLE_SCHEMA = DATABASE() AND c.DATA_TYPE = 'varchar' AND c.COLLATION_NAME IS NOT NULL
      ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

async function foundIsolation(db: EntityManager, version: string): Promise<string> {
  const variable = version.includes("MariaDB") ? "tx_isolation" : "transaction_isolation";
  const [row]: { level: string }[] = await db.query(`SELECT @@${variable} AS level`);
  return String(row?.level);
}
