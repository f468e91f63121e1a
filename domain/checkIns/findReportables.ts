import { Employee } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { findDayFacts, type TodayKeyResult } from "../goals/findToday";

export interface Reportables {
  mine: TodayKeyResult[];
  /** Who answers to the actor directly, by name. */
  crew: { person: Employee; keyResults: TodayKeyResult[] }[];
}

/** What the actor can report on by hand, for themselves and for their crew; imported figures are nobody's to report. */
export async function findReportables(reader: Pick<Context, "db" | "now" | "company" | "actor">): Promise<Reportables> {
  const { db, now, company, actor } = reader;
  const crew = await db.find(Employee, {
    where: { reportsToId: actor.id, status: "active" },
    order: { name: "ASC", id: "ASC" },
  });
  const facts = await findDayFacts(reader, [actor, ...crew], businessDayOf(now, company.zone), "now");
  const of = (id: string) => (facts.get(id)?.keyResults ?? []).filter(({ row }) => row.metricId === null);
  return { mine: of(actor.id), crew: crew.map((person) => ({ person, keyResults: of(person.id) })) };
}
