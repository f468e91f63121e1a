import { In } from "typeorm";
import { CalendarDay } from "../../entities";
import { type Day, isDay } from "../calendar";
import type { Work } from "../context";
import { Invalid } from "../errors";
import { record } from "../record";

/**
 * The operator's word on single days, which wins over the published calendar; `null` takes it back. Doing it twice is
 * doing it once. @throws Invalid for a text that is no day
 */
export async function overrideDays(work: Work, days: readonly Day[], kind: "work" | "rest" | null): Promise<void> {
  const wrong = days.find((day) => !isDay(day));
  if (wrong !== undefined) throw new Invalid("calendar.notADay", { text: wrong });
  if (kind === null) await work.db.delete(CalendarDay, { day: In(days) });
  else
    await work.db.upsert(
      CalendarDay,
      [...new Set(days)].map((day) => ({ day, kind })),
      ["day"],
    );
  await record(work, "calendar.overridden", "calendar", { days, kind });
}
