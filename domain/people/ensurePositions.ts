import { In } from "typeorm";
import { Position } from "../../entities";
import type { Work } from "../context";
import { insertOnce } from "../insertOnce";
import { newId } from "../newId";

/** Ids of the positions with these names; those that were not there are made. */
export async function ensurePositions(
  work: Pick<Work, "db" | "now">,
  names: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  const found = await find(work, wanted);
  const missing = wanted.filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  await insertOnce(
    work.db,
    Position,
    missing.map((name) => ({ id: newId(work.now), name })),
  );
  return find(work, wanted);
}

async function find({ db }: Pick<Work, "db">, names: readonly string[]): Promise<Map<string, string>> {
  const positions = await db.findBy(Position, { name: In(names) });
  return new Map(positions.map(({ id, name }) => [name, id]));
}
