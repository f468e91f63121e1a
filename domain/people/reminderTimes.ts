/** 'HH:mm' at every full and half hour from one to another, both included. */
const halfHours = (from: number, until: number): string[] =>
  Array.from({ length: (until - from) * 2 + 1 }, (_, index) => {
    const hour = String(from + Math.floor(index / 2)).padStart(2, "0");
    return `${hour}:${index % 2 === 0 ? "00" : "30"}`;
  });

/** When the day's two reminders go out: the company's time, and those the schedule has a slot for. */
export const reminderTimes = {
  morning: { usual: "09:00", all: halfHours(7, 11.5) },
  evening: { usual: "17:30", all: halfHours(16, 21) },
} as const;
