import { randomBytes } from "node:crypto";
import { ulid } from "ulid";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomDigits = 16;

/**
 * A new key: sorts by the instant it was made at. Of several made in one unit of work the `sequence` (below 1,024)
 * keeps the order.
 */
export function newId(now: Date, sequence?: number): string {
  const id = ulid(now.getTime(), randomFractions());
  if (sequence === undefined) return id;
  return `${id.slice(0, 10)}${digits[(sequence >> 5) % 32]}${digits[sequence % 32]}${id.slice(12)}`;
}

/** One call for all digits: the library would ask the system for each of them. */
function randomFractions(): () => number {
  const bytes = randomBytes(randomDigits).values();
  return () => (bytes.next().value ?? 0) / 256;
}
