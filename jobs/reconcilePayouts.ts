import { addDays, businessDayOf, type Day } from "../domain/calendar";
import type { App, Payer } from "../domain/context";
import { findUnreadDays } from "../domain/payouts/findUnreadDays";
import { payZone } from "../domain/payouts/payZone";
import { reconcileDay } from "../domain/payouts/reconcileDay";
import { tellUnread } from "../domain/payouts/tellUnread";
import { transact } from "../domain/transact";
import type { Job } from "./Job";

/**
 * Holds each day's statement against the ledger that was not yet: the provider has yesterday's from ten in the morning
 * on, and those of an outage are made up for. What cannot be had now is tried again in the afternoon and the days after.
 */
export const reconcilePayouts: Job = {
  name: "reconcilePayouts",
  cron: "20 10,14,20 * * *",
  zone: payZone,
  catchUpMinutes: 24 * 60,
  async run(app, slot, progress) {
    const { payer } = app;
    if (!payer) return;
    const yesterday = addDays(businessDayOf(slot, payZone), -1);
    const missing: Day[] = [];
    for (const day of await findUnreadDays(app.db.read, payer, yesterday)) {
      if (!(await reconcile(app, payer, day))) missing.push(day);
      await progress.save(day);
    }
    await transact(app, null, (work) => tellUnread(work, missing));
  },
};

/** One day that cannot be had does not keep the others from being reconciled. */
async function reconcile(app: App, payer: Payer, day: Day): Promise<boolean> {
  try {
    await reconcileDay(app, payer, day);
    return true;
  } catch (error) {
    app.log.warn({ err: error, day }, "the statement of a day could not be held against the ledger");
    return false;
  }
}
