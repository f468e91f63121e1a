import { In } from "typeorm";
import { Employee, type Idea, Metric } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { findApprovers } from "../people/findApprover";
import { findDeputies } from "../people/findDeputies";
import { findLinesAbove } from "../people/findLineAbove";
import type { IdeaView } from "./IdeaView";

const known = (ids: readonly (string | null)[]) => [...new Set(ids)].filter((id) => id !== null);

/** Reads what is around ideas, in a fixed number of statements. */
export async function viewIdeas(
  reader: Pick<Work, "db" | "now" | "company">,
  ideas: readonly Idea[],
): Promise<IdeaView[]> {
  if (ideas.length === 0) return [];
  const { db, now, company } = reader;
  const authorIds = known(ideas.map(({ authorId }) => authorId));
  const found = await db.findBy(Employee, { id: In([...authorIds, ...known(ideas.map((one) => one.decidedById))]) });
  const people = new Map(found.map((person) => [person.id, person]));
  const metrics = await db.findBy(Metric, { id: In(known(ideas.map(({ metricId }) => metricId))) });
  const lines = await findLinesAbove(db, authorIds);
  const named = await findDeputies(db, [...authorIds, ...[...lines.values()].flat()], businessDayOf(now, company.zone));
  const deputiesOf = (id: string) => named.get(id)?.map(({ deputyId }) => deputyId) ?? [];
  const open = ideas.filter(({ state }) => state === "open");
  const asked = await findApprovers(reader, known(open.map(({ authorId }) => authorId)));
  return ideas.map((idea) => ({
    idea,
    author: people.get(idea.authorId)!,
    decidedBy: people.get(idea.decidedById ?? ""),
    metric: metrics.find(({ id }) => id === idea.metricId),
    asked: idea.state === "open" ? asked.get(idea.authorId) : undefined,
    lineAbove: lines.get(idea.authorId) ?? [],
    deputies: deputiesOf(idea.authorId),
    standIns: (lines.get(idea.authorId) ?? []).flatMap(deputiesOf),
  }));
}
