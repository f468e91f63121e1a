/** What a database error means for the unit of work it ended. */
export type DatabaseFault = "retry" | "unique" | "constraint" | "appendOnly" | "full" | "away";

const mysqlFaults: Record<number, DatabaseFault> = {
  1213: "retry", // deadlock
  1205: "retry", // lock wait timeout
  1020: "retry", // record has changed since last read
  1062: "unique",
  1451: "constraint",
  1452: "constraint",
  4025: "constraint", // CHECK on MariaDB
  3819: "constraint", // CHECK on MySQL
  1048: "constraint",
  1406: "constraint",
  1264: "constraint",
  1366: "constraint",
  1292: "constraint",
  1644: "appendOnly",
  1021: "full",
  1114: "full",
  1040: "away", // too many connections
  1053: "away", // shutdown in progress
  1927: "away", // connection was killed
  1969: "away", // statement timeout
};

const codeFaults: [RegExp, DatabaseFault][] = [
  [/^SQLITE_BUSY/, "retry"],
  [/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/, "unique"],
  [/^SQLITE_CONSTRAINT_TRIGGER$/, "appendOnly"],
  [/^SQLITE_CONSTRAINT/, "constraint"],
  [/^SQLITE_FULL$/, "full"],
  [/^SQLITE_(IOERR|CANTOPEN|READONLY_DBMOVED|PROTOCOL)/, "away"],
  [/^(PROTOCOL_CONNECTION_LOST|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOENT)$/, "away"],
  [/^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/, "away"],
];

interface DriverError {
  errno?: unknown;
  code?: unknown;
  message?: unknown;
}

/** Reads the driver's error behind TypeORM's; undefined for anything that is not the database's. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { errno, code, message }: DriverError = (error as { driverError?: DriverError }).driverError ?? error;
  if (typeof errno === "number" && mysqlFaults[errno]) return mysqlFaults[errno];
  if (typeof code === "string") {
    // A foreign key with RESTRICT is reported by SQLite as a trigger.
    if (code === "SQLITE_CONSTRAINT_TRIGGER" && String(message).includes("FOREIGN KEY")) return "constraint";
    for (const [pattern, fault] of codeFaults) if (pattern.test(code)) return fault;
  }
  if (typeof message === "string" && message.includes("connection is in closed state")) return "away";
  return undefined;
}
