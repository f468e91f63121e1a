import { businessDayOf } from "../domain/calendar";
import { findHolders } from "../domain/people/findHolders";
import { owe } from "../domain/record";
import { readSetting } from "../domain/settings/readSetting";
import { transact } from "../domain/transact";
import type { Job } from "./Job";

/** Leaves the last link of the ledger with finance, out of reach of whoever might rewrite the database. */
export const sendLedgerHead: Job = {
  name: "sendLedgerHead",
  cron: "10 9 * * *",
  catchUpMinutes: 12 * 60,
  async run(app, slot) {
    await transact(
      app,
      null,
      async (work) => {
        const head = await readSetting(work.db, "ledger");
        if (!head) return;
        const day = businessDayOf(slot, work.company.zone);
        const data = { ...head, day };
        const to = await findHolders(work.db, ["finance"]);
        await owe(work, `ledger:${day}`, [{ to, template: "ledgerHead", kind: "approval", data }]);
      },
      { now: slot },
    );
  },
};
