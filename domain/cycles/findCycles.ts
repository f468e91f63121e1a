import { LessThanOrEqual, MoreThanOrEqual } from "typeorm";
import { Cycle } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";

/** Cycles that are running today, the shortest first: what a new goal can be for. */
export function findCycles({ db, now, company }: Pick<Work, "db" | "now" | "company">): Promise<Cycle[]> {
  const today = businessDayOf(now, company.zone);
  return db.find(Cycle, {
    where: { startsOn: LessThanOrEqual(today), endsOn: MoreThanOrEqual(today) },
    order: { endsOn: "ASC", startsOn: "DESC", name: "ASC" },
  });
}
