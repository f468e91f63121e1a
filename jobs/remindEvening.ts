import { businessDayOf } from "../domain/calendar";
import type { Job } from "./Job";
import { oweReminders } from "./oweReminders";

/** Reminds those who owe a report today: a running key result, not reached, that no import feeds. */
export const remindEvening: Job = {
  name: "remindEvening",
  cron: "30 17 * * *",
  catchUpMinutes: 120,
  async run(app, slot, progress) {
    const day = businessDayOf(slot, app.company.zone);
    await oweReminders(app, slot, progress, {
      template: "eveningReminder",
      letter: "E",
      where: `EXISTS (SELECT 1 FROM objectives o JOIN cycles c ON c.id = o.cycleId JOIN key_results k ON k.objectiveId = o.id
          WHERE o.ownerId = e.id AND o.status = 'active' AND c.startsOn <= ? AND c.endsOn >= ?
            AND k.metricId IS NULL AND k.reachedAt IS NULL AND (k.reportedOn IS NULL OR k.reportedOn < ?))`,
      parameters: [day, day, day],
    });
  },
};
