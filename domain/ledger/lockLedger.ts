import { Setting } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import type { Settings } from "../settings/Settings";

/** The last booking. */
export type LedgerHead = Settings["ledger"];

/**
 * Holds the ledger until the unit of work ends. Whoever moves money takes it before anything else: everybody waits at
 * the same door, so that budgets cannot be overdrawn by two at once and no two locks are taken in different order.
 */
export async function lockLedger({ db }: Pick<Work, "db">): Promise<LedgerHead> {
  // The row is there from the first (migration LedgerHead): made when it is missed, two could make it at once.
  const row = await db.findOneOrFail(Setting, { where: { key: "ledger" }, ...forUpdate(db) });
  return row.value as unknown as LedgerHead;
}
