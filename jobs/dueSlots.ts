import { CronExpressionParser } from "cron-parser";

/** The slots of a cron expression after one instant and up to another, at most `most`; zone as IANA name. */
export function dueSlots(cron: string, zone: string, after: Date, upTo: Date, most = 1000): Date[] {
  if (cron.trim() === "") throw new RangeError("an empty cron expression");
  const schedule = CronExpressionParser.parse(cron, { currentDate: after, tz: zone });
  const slots: Date[] = [];
  while (slots.length < most) {
    const slot = schedule.next().toDate();
    if (slot > upTo) break;
    slots.push(slot);
  }
  return slots;
}
