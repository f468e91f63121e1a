import { businessDayOf, timeOfDay } from "../domain/calendar";
import { owesReportSql } from "../domain/checkIns/owesReport";
import { reminderTimes } from "../domain/people/reminderTimes";
import type { Job } from "./Job";
import { oweReminders } from "./oweReminders";

/** Reminds those who owe a report today: a running key result, not reached, that no import feeds; at the time they chose. */
export const remindEvening: Job = {
  name: "remindEvening",
  cron: "0,30 16-21 * * *",
  catchUpMinutes: 120,
  async run(app, slot, progress) {
    const day = businessDayOf(slot, app.company.zone);
    await oweReminders(app, slot, progress, {
      template: "eveningReminder",
      letter: "E",
      where: `e.isEveningMuted = 0 AND COALESCE(e.eveningTime, '${reminderTimes.evening.usual}') = ?
        AND EXISTS (SELECT 1 FROM objectives o JOIN cycles c ON c.id = o.cycleId JOIN key_results k ON k.objectiveId = o.id
          WHERE o.ownerId = e.id AND o.status = 'active' AND c.startsOn <= ? AND c.endsOn >= ?
            AND ${owesReportSql})`,
      parameters: [timeOfDay(slot, app.company.zone), day, day, day],
    });
  },
};
