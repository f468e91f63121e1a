import { businessDayOf, timeOfDay } from "../domain/calendar";
import type { Job } from "./Job";
import { oweReminders } from "./oweReminders";

/** The company's time of the daily nudge; people may choose another quarter of an hour. */
export const nudgeTime = "09:00";

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
      where: `COALESCE(e.nudgeTime, '${nudgeTime}') = ?
        AND EXISTS (SELECT 1 FROM objectives o JOIN cycles c ON c.id = o.cycleId JOIN key_results k ON k.objectiveId = o.id
          WHERE o.ownerId = e.id AND o.status = 'active' AND c.startsOn <= ? AND c.endsOn >= ? AND k.reachedAt IS NULL)`,
      parameters: [timeOfDay(slot, app.company.zone), day, day],
    });
  },
};
