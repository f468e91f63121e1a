import { Event } from "../entities";
import type { Context, Work } from "./context";
import { insertMany } from "./insertMany";
import { newId } from "./newId";

const isContext = (work: Work): work is Context => "actor" in work;

/** Writes the same event about many subjects, by a statement per batch. */
export async function recordMany(
  work: Work,
  name: string,
  subjectIds: readonly string[],
  data: Record<string, unknown> = {},
): Promise<void> {
  const actorId = isContext(work) ? work.actor.id : null;
  const rows = subjectIds.map((subjectId) => ({
    id: newId(work.now),
    name,
    actorId,
    subjectId,
    via: work.via,
    data,
    at: work.now,
  }));
  await insertMany(work.db, Event, rows);
}
