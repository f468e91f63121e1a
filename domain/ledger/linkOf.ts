import { createHmac } from "node:crypto";
import type { LedgerKind } from "../../entities";
import type { BookingLine } from "./Booking";

/** Names a key without telling it. */
export const fingerprintOf = (auditKey: string): string =>
  createHmac("sha256", auditKey).update("which key").digest("hex").slice(0, 16);

/** The link before the first booking. */
export const firstLink = "0".repeat(64);

interface Linked {
  no: number;
  key: string;
  kind: LedgerKind;
  currency: string;
  actorId: string | null;
  at: Date;
  lines: readonly BookingLine[];
}

/**
 * HMAC-SHA256, in hexadecimal, of the link before and the booking's canonical bytes: JSON of arrays of fixed order, so
 * that the same rows are the same bytes on both engines.
 */
export function linkOf(auditKey: string, previous: string, booking: Linked): string {
  const { no, key, kind, currency, actorId, at, lines } = booking;
  const bytes = JSON.stringify([
    no,
    key,
    kind,
    currency,
    actorId,
    at.toISOString(),
    lines.map((line) => [line.account, line.budgetId, line.employeeId ?? null, line.debitFen, line.creditFen]),
  ]);
  return createHmac("sha256", auditKey).update(previous).update("\n").update(bytes).digest("hex");
}
