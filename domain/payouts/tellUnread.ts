import { MoreThanOrEqual } from "typeorm";
import { Event } from "../../entities";
import { businessDayOf, type Day, startOfBusinessDay } from "../calendar";
import type { Work } from "../context";
import { findHolders } from "../people/findHolders";
import { record } from "../record";
import { payZone } from "./payZone";

const name = "payouts.statementMissing";
const subjectId = "payouts";

/** Tells finance and the operator, once a day, which days no statement could be had of. */
export async function tellUnread(work: Work, days: readonly Day[]): Promise<void> {
  if (days.length === 0) return;
  const since = startOfBusinessDay(businessDayOf(work.now, payZone), payZone);
  if (await work.db.existsBy(Event, { subjectId, name, at: MoreThanOrEqual(since) })) return;
  const data = { count: days.length, first: days[0], last: days.at(-1) };
  await record(work, name, subjectId, data, {
    to: await findHolders(work.db, ["finance", "operator"]),
    template: "statementMissing",
    kind: "approval",
    data,
  });
}
