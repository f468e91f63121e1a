import { approveCallback } from "./approveCallback";
import { deliverNotices } from "./deliverNotices";
import { fireRules } from "./fireRules";
import { oweNudges } from "./oweNudges";
import { phone } from "./phone";
import { start } from "./start";
import { today } from "./today";
import { verifyLedger } from "./verifyLedger";

const rows: Record<string, () => Promise<void>> = {
  approveCallback,
  oweNudges,
  deliverNotices,
  fireRules,
  verifyLedger,
  today,
  start,
  phone,
};

/** Runs all benchmarks, or those named. */
export async function bench(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : Object.keys(rows)) {
    const row = rows[name];
    if (!row) throw new Error(`no benchmark ${name}; there are ${Object.keys(rows).join(", ")}`);
    console.log(`\n${name}`);
    await row();
  }
}
