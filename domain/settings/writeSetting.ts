import { Setting } from "../../entities";
import type { Work } from "../context";
import type { Settings } from "./Settings";

/** Writes a setting over whatever it was. Whoever changes it on somebody's behalf also records it. */
export async function writeSetting<Key extends keyof Settings>(
  { db, now }: Pick<Work, "db" | "now">,
  key: Key,
  value: Settings[Key],
): Promise<void> {
  await db.upsert(Setting, { key, value: value as never, updatedAt: now }, ["key"]);
}

export async function removeSetting({ db }: Pick<Work, "db">, key: keyof Settings): Promise<void> {
  await db.delete(Setting, { key });
}
