/** An instant as text for raw SQL: SQLite binds no Date, and MariaDB reads the same text. */
export const sqlInstant = (instant: Date): string => instant.toISOString().replace("T", " ").replace("Z", "");

/** An instant from a raw row: a Date on MariaDB, text on SQLite. */
export const instantOf = (value: Date | string): Date =>
  value instanceof Date ? value : new Date(`${value.replace(" ", "T")}Z`);
