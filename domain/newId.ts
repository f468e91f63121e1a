import { ulid } from "ulid";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A new key: sorts by the instant it was made at. Of several made in one unit of work the `sequence` (below 1,024)
 * keeps the order.
 */
export function newId(now: Date, sequence?: number): string {
  const id = ulid(now.getTime());
  if (sequence === undefined) return id;
  return `${id.slice(0, 10)}${digits[(sequence >> 5) % 32]}${digits[sequence % 32]}${id.slice(12)}`;
}
