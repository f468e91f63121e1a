import { MoreThanOrEqual } from "typeorm";
import { Event } from "../../entities";
import { addDays, businessDayOf, type Day, startOfBusinessDay } from "../calendar";
import type { Work } from "../context";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { payZone } from "./payZone";

const name = "payouts.statementMissing";
const subjectId = "payouts";

/** A statement that is so many days old and cannot be had is not merely late. */
const lateDays = 2;

/** Tells finance and the operator, once a day, of which days no statement could be had for long. */
export async function tellUnread(work: Work, missing: readonly Day[]): Promise<void> {
  const today = businessDayOf(work.now, payZone);
  const days = missing.filter((day) => day <= addDays(today, -lateDays));
  if (days.length === 0) return;
  const since = startOfBusinessDay(today, payZone);
  if (await work.db.existsBy(Event, { subjectId, name, at: MoreThanOrEqual(since) })) return;
  const data = { count: days.length, first: days[0], last: days.at(-1) };
  await record(work, name, subjectId, data, {
    to: await findHolders(work.db, ["finance", "operator"]),
    template: "statementMissing",
    kind: "approval",
    data,
  });
}
