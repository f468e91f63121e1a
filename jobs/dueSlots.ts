import { CronExpressionParser } from "cron-parser";

/** The slots of a cron expression after one instant and up to another; zone as IANA name. */
export function dueSlots(cron: string, zone: string, after: Date, upTo: Date): Date[] {
  if (cron.trim() === "") throw new RangeError("an empty cron expression");
  const schedule = CronExpressionParser.parse(cron, { currentDate: after, tz: zone });
  const slots: Date[] = [];
  for (;;) {
    const slot = schedule.next().toDate();
    if (slot > upTo) return slots;
    slots.push(slot);
  }
}
