import { Setting } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import type { Settings } from "../settings/Settings";
import { firstLink } from "./linkOf";

/** The last booking. */
export type LedgerHead = Settings["ledger"];

/**
 * Holds the ledger until the unit of work ends. Whoever moves money takes it before anything else: everybody waits at
 * the same door, so that budgets cannot be overdrawn by two at once and no two locks are taken in different order.
 */
export async function lockLedger({ db, now }: Pick<Work, "db" | "now">): Promise<LedgerHead> {
  const find = () => db.findOne(Setting, { where: { key: "ledger" }, ...forUpdate(db) });
  const row = await find();
  if (row) return row.value as unknown as LedgerHead;
  const head: LedgerHead = { no: 0, link: firstLink };
  // Two may come first: the second waits here, and reads what the first has made of it.
  await db.upsert(Setting, { key: "ledger", value: head as never, updatedAt: now }, ["key"]);
  return ((await find())?.value as unknown as LedgerHead) ?? head;
}
