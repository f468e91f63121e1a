import { addDays, businessDayOf, type Day, isWorkDay } from "../calendar";
import type { Work } from "../context";
import { findDayOverrides } from "../people/findSchedules";

/** Until when people nominate and vote unless somebody says otherwise: two more work days, and two after those. */
export async function findUsualDays({
  db,
  now,
  company,
}: Pick<Work, "db" | "now" | "company">): Promise<{ nominateUntil: Day; voteUntil: Day }> {
  const rests = await findDayOverrides(db);
  const after = (day: Day, workDays: number): Day => {
    const next = addDays(day, 1);
    const left = isWorkDay(next, rests) ? workDays - 1 : workDays;
    return left === 0 ? next : after(next, left);
  };
  const nominateUntil = after(businessDayOf(now, company.zone), 2);
  return { nominateUntil, voteUntil: after(nominateUntil, 2) };
}
