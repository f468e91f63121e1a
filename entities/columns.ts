import { Column, PrimaryColumn, type ValueTransformer } from "typeorm";

/**
 * Whole numbers beyond 32 bits (fen, scaled values). SQLite stores whatever it is given and MariaDB rounds,
 * so both directions are checked here.
 */
export const safeInteger: ValueTransformer = {
  to(value: unknown) {
    if (value === null || value === undefined || typeof value === "object") return value;
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${String(value)}`);
    return value;
  },
  from(value: unknown) {
    if (value === null || value === undefined) return value;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError("unsafe integer in the database");
    return number;
  },
};

interface Optional {
  nullable?: boolean;
}

/** Primary key: a ULID, or a natural key where the table has one. */
export const Id = (length = 36) => PrimaryColumn({ type: "varchar", length });

/** Key of another row. */
export const Ref = (options: Optional = {}) => Column({ type: "varchar", length: 36, ...options });

/** Text of at most `length` characters; SQLite does not check, so the edge must. */
export const Text = (length: number, options: Optional & { default?: string } = {}) =>
  Column({ type: "varchar", length, ...options });

/** An instant, UTC, milliseconds. */
export const Instant = (options: Optional = {}) => Column({ type: "datetime", precision: 3, ...options });

/** A business date 'YYYY-MM-DD'. */
export const Day = (options: Optional = {}) => Column({ type: "date", ...options });

export const Flag = (options: { default?: boolean } = {}) => Column({ type: "boolean", ...options });

export const Count = (options: Optional & { default?: number } = {}) => Column({ type: "int", ...options });

/** A decimal scaled by 10,000, or another whole number of up to 2^53. */
export const Scaled = (options: Optional & { default?: number } = {}) =>
  Column({ type: "bigint", transformer: safeInteger, ...options });

export const Json = (options: Optional = {}) => Column({ type: "json", ...options });
