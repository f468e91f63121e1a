import type { EntityManager } from "typeorm";
import { readSetting } from "./readSetting";

/** Whether nothing may be sent: the database was restored, moved, or the operator stopped it. */
export async function isSendingFrozen(db: EntityManager): Promise<boolean> {
  return (await readSetting(db, "sending"))?.isFrozen ?? false;
}
