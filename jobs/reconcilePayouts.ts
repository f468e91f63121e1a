import { addDays, businessDayOf } from "../domain/calendar";
import { payZone } from "../domain/payouts/payZone";
import { reconcileDay } from "../domain/payouts/reconcileDay";
import type { Job } from "./Job";

/** The provider has yesterday's statement from ten in the morning on. */
export const reconcilePayouts: Job = {
  name: "reconcilePayouts",
  cron: "20 10 * * *",
  zone: payZone,
  catchUpMinutes: 24 * 60,
  async run(app, slot) {
    if (!app.payer) return;
    await reconcileDay(app, app.payer, addDays(businessDayOf(slot, payZone), -1));
  },
};
