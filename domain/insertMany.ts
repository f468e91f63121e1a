import type { EntityManager, EntityTarget, ObjectLiteral } from "typeorm";

const batch = 500;

/** Inserts rows by a statement per batch. A taken key fails the whole unit of work; see insertOnce for claims. */
export async function insertMany<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntityTarget<Row>,
  rows: readonly Partial<Row>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += batch)
    await db.insert(target, rows.slice(start, start + batch) as never);
}
