import type { Work } from "../context";
import { Conflict } from "../errors";
import { lockLedger } from "../ledger/lockLedger";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import type { PayoutFreezeReason } from "../settings/Settings";
import { writeSetting } from "../settings/writeSetting";
import { findForgottenDays } from "./findForgottenDays";

/**
 * Stops all payouts; what is under way is asked after, and nothing new is begun. Doing it twice is doing it once. That a
 * database was restored or moved outranks any other reason, and counts from the last time.
 */
export async function freezePayouts(work: Work, reason: PayoutFreezeReason, error?: string): Promise<boolean> {
  await lockLedger(work);
  const before = await readSetting(work.db, "payouts");
  if (before?.isFrozen && !hasForgotten(reason)) return false;
  await writeSetting(work, "payouts", { isFrozen: true, reason, at: work.now.toISOString() });
  if (before?.isFrozen && before.reason === reason) return false;
  await record(
    work,
    "payouts.frozen",
    "payouts",
    { reason, error: error ?? null },
    {
      to: await findHolders(work.db, ["finance", "operator"]),
      template: "payoutsFrozen",
      kind: "approval",
      data: { reason, error: error ?? null },
    },
  );
  return true;
}

/** Such a database may have forgotten the last days. */
const hasForgotten = (reason: PayoutFreezeReason | null) => reason === "backup" || reason === "moved";

/**
 * Lets money go out again. A database that was restored or moved must have been reconciled since: bills of the days it
 * has forgotten would be paid again. @throws Conflict
 */
export async function thawPayouts(work: Work): Promise<boolean> {
  await lockLedger(work);
  const before = await readSetting(work.db, "payouts");
  if (!before?.isFrozen) return false;
  if (hasForgotten(before.reason)) await expectReconciled(work, new Date(before.at));
  await writeSetting(work, "payouts", { isFrozen: false, reason: null, at: work.now.toISOString() });
  await record(work, "payouts.thawed", "payouts");
  return true;
}

async function expectReconciled(work: Work, frozenAt: Date) {
  const days = await findForgottenDays(work, frozenAt);
  const [first, last] = [days[0], days.at(-1)];
  if (first && last) throw new Conflict("payouts.notReconciled", { first, last, count: days.length });
}

export async function arePayoutsFrozen({ db }: Pick<Work, "db">): Promise<boolean> {
  return (await readSetting(db, "payouts"))?.isFrozen ?? false;
}
