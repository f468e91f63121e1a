import type { Employee } from "../../entities";
import { loudSpan, officeShift, parseShift, type Shift } from "../shift";
import { reminderTimes } from "./reminderTimes";

interface Reminder {
  isOn: boolean;
  /** 'HH:mm' */
  time: string;
}

export interface NoticeSettings {
  morning: Reminder;
  evening: Reminder;
  alerts: { isOn: boolean };
  /** What the person may choose. */
  times: { morning: string[]; evening: string[] };
}

type Columns = Pick<
  Employee,
  "shift" | "nudgeTime" | "eveningTime" | "isMorningMuted" | "isEveningMuted" | "isAlertMuted"
>;

/** What of the system's own messages somebody wants, and when. */
export function noticeSettings(person: Columns): NoticeSettings {
  const morning = halfHour(person.nudgeTime ?? reminderTimes.morning.usual);
  const evening = halfHour(person.eveningTime ?? reminderTimes.evening.usual);
  const shift = parseShift(person.shift) ?? officeShift;
  return {
    morning: { isOn: !person.isMorningMuted, time: morning },
    evening: { isOn: !person.isEveningMuted, time: evening },
    alerts: { isOn: !person.isAlertMuted },
    times: {
      morning: choices(shift, reminderTimes.morning.all, morning),
      evening: choices(shift, reminderTimes.evening.all, evening),
    },
  };
}

/** Times of no quiet hour of theirs, where a reminder would be put off or lost; the one they have is always among them. */
const choices = (shift: Shift, all: readonly string[], mine: string): string[] =>
  [...new Set([...all.filter((time) => isLoud(shift, time)), mine])].sort();

/** The half hour a time lies in: nobody is offered the quarters that were taken once. */
const halfHour = (time: string) => `${time.slice(0, 3)}${time.slice(3) < "30" ? "00" : "30"}`;

/** The zone and the day do not matter to what lies between two times of one shift. */
const day = "2026-05-12";
const yesterday = "2026-05-11";
/** Reminders are spread over so many minutes after their slot. */
const spreadMs = 12 * 60_000;

function isLoud(shift: Shift, time: string): boolean {
  const at = Date.parse(`${day}T${time}:00Z`);
  // A night shift begins on the day before.
  return [yesterday, day].some((one) => {
    const { from, to } = loudSpan(shift, one, "UTC");
    return from.getTime() <= at && at + spreadMs < to.getTime();
  });
}
