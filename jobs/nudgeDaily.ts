import { businessDayOf, timeOfDay } from "../domain/calendar";
import { reminderTimes } from "../domain/people/reminderTimes";
import type { Job } from "./Job";
import { oweReminders } from "./oweReminders";

/** Tells everybody with a running goal that is not reached what today asks for, at the time they chose, on their working days. */
export const nudgeDaily: Job = {
  name: "nudgeDaily",
  cron: "*/15 * * * *",
  catchUpMinutes: 120,
  async run(app, slot, progress) {
    const day = businessDayOf(slot, app.company.zone);
    await oweReminders(app, slot, progress, {
      template: "nudge",
      letter: "N",
      where: `e.isMorningMuted = 0 AND COALESCE(e.nudgeTime, '${reminderTimes.morning.usual}') = ?
        AND EXISTS (SELECT 1 FROM objectives o JOIN cycles c ON c.id = o.cycleId JOIN key_results k ON k.objectiveId = o.id
          WHERE o.ownerId = e.id AND o.status = 'active' AND c.startsOn <= ? AND c.endsOn >= ? AND k.reachedAt IS NULL)`,
      parameters: [timeOfDay(slot, app.company.zone), day, day],
    });
  },
};
