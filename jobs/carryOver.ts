import { carryBudgets } from "../domain/budgets/carryBudgets";
import { businessDayOf } from "../domain/calendar";
import { transact } from "../domain/transact";
import type { Job } from "./Job";

/** Takes what budgets have left on to the new month, and what came back to old ones since. */
export const carryOver: Job = {
  name: "carryOver",
  cron: "15 0 * * *",
  catchUpMinutes: 24 * 60,
  async run(app, slot) {
    const month = businessDayOf(slot, app.company.zone).slice(0, 7);
    await transact(app, null, (work) => carryBudgets(work, month), { now: slot });
  },
};
