import type { EntityManager } from "typeorm";
import { Setting } from "../../entities";
import type { Settings } from "./Settings";

/** The value of a setting; undefined when it was never written. */
export async function readSetting<Key extends keyof Settings>(
  db: EntityManager,
  key: Key,
): Promise<Settings[Key] | undefined> {
  const row = await db.findOneBy(Setting, { key });
  return row?.value as Settings[Key] | undefined;
}
