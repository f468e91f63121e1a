import type { Reader } from "../../domain/context";
import { payoutPolicy } from "../../domain/payouts/payoutPolicy";
import { readSetting } from "../../domain/settings/readSetting";

/** Whether money goes out, and whether this person may change that. */
export async function presentPayouts({ db, actor }: Reader) {
  const payouts = await readSetting(db, "payouts");
  return {
    isFrozen: payouts?.isFrozen ?? false,
    reason: payouts?.isFrozen ? payouts.reason : null,
    mayFreeze: payoutPolicy.freeze(actor),
  };
}
