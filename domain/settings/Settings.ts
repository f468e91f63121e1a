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
  /** Renames of people nobody knew yet, by the old user id: the rename before them may arrive later. */
  "people.renames": Record<string, { to: string; at: string }>;
}

/** `backup`: the copy was made by `backup`; `moved`: it woke up in another place; `operator`: somebody said so. */
export type FreezeReason = "backup" | "moved" | "operator";
