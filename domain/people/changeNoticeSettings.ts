import { Employee } from "../../entities";
import type { Context } from "../context";
import { Invalid } from "../errors";
import { record } from "../record";
import { type NoticeSettings, noticeSettings } from "./noticeSettings";
import { reminderTimes } from "./reminderTimes";

export type NoticeChange = Partial<Pick<NoticeSettings, "morning" | "evening" | "alerts">>;

/**
 * Mutes or moves the actor's own reminders; what is left out stays. Approvals, recognition and answers always come.
 * Doing it twice is doing it once.
 */
export async function changeNoticeSettings(ctx: Context, change: NoticeChange): Promise<NoticeSettings> {
  const { db, actor } = ctx;
  const before = noticeSettings(actor);
  const after = { ...before, ...change };
  for (const part of ["morning", "evening"] as const)
    if (!before.times[part].includes(after[part].time)) throw new Invalid("settings.time", { time: after[part].time });
  const columns = {
    nudgeTime: storedTime(after.morning.time, reminderTimes.morning.usual, actor.nudgeTime),
    eveningTime: storedTime(after.evening.time, reminderTimes.evening.usual, actor.eveningTime),
    isMorningMuted: !after.morning.isOn,
    isEveningMuted: !after.evening.isOn,
    isAlertMuted: !after.alerts.isOn,
  };
  const changed = Object.entries(columns).filter(([name, value]) => actor[name as keyof typeof columns] !== value);
  if (changed.length === 0) return before;
  // Only what changed: another change may come at the same time.
  await db.update(Employee, actor.id, Object.fromEntries(changed));
  await record(ctx, "person.noticesChanged", actor.id, Object.fromEntries(changed));
  return noticeSettings({ ...columns, shift: actor.shift });
}

/** Whoever never chose goes with the company's time; whoever chose it stays with it. */
const storedTime = (time: string, usual: string, chosen: string | null) =>
  chosen === null && time === usual ? null : time;
