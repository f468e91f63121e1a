import { Reconciliation } from "../../entities";
import type { Work } from "../context";
import { Conflict } from "../errors";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import type { PayoutFreezeReason } from "../settings/Settings";
import { writeSetting } from "../settings/writeSetting";

/** Stops all payouts; what is under way is asked after, and nothing new is begun. Doing it twice is doing it once. */
export async function freezePayouts(work: Work, reason: PayoutFreezeReason, error?: string): Promise<boolean> {
  const before = await readSetting(work.db, "payouts");
  // A restored database stays restored, whatever stops it besides.
  if (before?.isFrozen) return false;
  await writeSetting(work, "payouts", { isFrozen: true, reason, at: work.now.toISOString() });
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

/**
 * Lets money go out again. A database that was restored or moved must have been reconciled since: bills of the days it
 * has forgotten would be paid again. @throws Conflict
 */
export async function thawPayouts(work: Work): Promise<boolean> {
  const before = await readSetting(work.db, "payouts");
  if (!before?.isFrozen) return false;
  if (before.reason === "backup" || before.reason === "moved") await expectReconciled(work, new Date(before.at));
  await writeSetting(work, "payouts", { isFrozen: false, reason: null, at: work.now.toISOString() });
  await record(work, "payouts.thawed", "payouts");
  return true;
}

async function expectReconciled({ db }: Work, since: Date) {
  const [last] = await db
    .createQueryBuilder(Reconciliation, "r")
    .where("r.at > :since", { since })
    .orderBy("r.at", "DESC")
    .limit(1)
    .getMany();
  if (!last) throw new Conflict("payouts.notReconciled");
}

export async function arePayoutsFrozen({ db }: Pick<Work, "db">): Promise<boolean> {
  return (await readSetting(db, "payouts"))?.isFrozen ?? false;
}
