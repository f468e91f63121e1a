/** What is kept in the settings table, by key. */
export interface Settings {
  /** Written when the database is filled with the demo company; a real company never works on such a database. */
  demo: { createdAt: string };
  /** The company the database has ever worked for. Never removed. */
  corpId: { corpId: string };
  /** Whether messages go out. A restored database starts frozen until the operator says go. */
  sending: { isFrozen: boolean; reason: FreezeReason | null };
  /** Where the database was at its last start (readPlace). */
  installation: { place: string };
  /** A full sync that would have deactivated too many people: what it found, until it is confirmed or no longer so. */
  "people.sync": { leaving: number; total: number; refusedAt: string };
  /** Which key the ledger's links are made with, without telling it (fingerprintOf). */
  auditKey: { fingerprint: string };
  /** The last booking of the ledger: whoever posts holds this row. */
  ledger: { no: number; link: string };
  /** Whether money goes out; a restored database starts frozen until it was reconciled. */
  payouts: { isFrozen: boolean; reason: PayoutFreezeReason | null; at: string };
  /** What may be given without a second pair of eyes, and how much at most. */
  packetLimits: Partial<PacketLimits>;
  /** How much of what a budget has left goes on to the next month, and the first month of which something does. */
  budgetCarry: { percent: number; from: string };
  /** What a recognition can stand for; without it the usual ones (domain/recognition/values). */
  "recognition.values": { values: string[] };
  /** Renames of people nobody knew yet, by the old user id: the rename before them may arrive later. */
  "people.renames": Record<string, { to: string; at: string }>;
}

/** Fen. Above the first three two people approve; the others are never exceeded. */
export interface PacketLimits {
  directFen: number;
  pairThirtyDaysFen: number;
  giverThirtyDaysFen: number;
  packetFen: number;
  personDayFen: number;
  personDayCount: number;
  companyDayFen: number;
  perMinute: number;
}

/** `merchant`: the provider takes no bill of ours until somebody mends what is wrong. */
export type PayoutFreezeReason = FreezeReason | "merchant";

/** `backup`: the copy was made by `backup`; `moved`: it woke up in another place; `operator`: somebody said so. */
export type FreezeReason = "backup" | "moved" | "operator";
