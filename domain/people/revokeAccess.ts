import { In, IsNull } from "typeorm";
import { Conversation, Session } from "../../entities";
import type { Work } from "../context";

/** Signs people out everywhere at once and drops what they were in the middle of. */
export async function revokeAccess(
  { db, now }: Pick<Work, "db" | "now">,
  employeeIds: readonly string[],
): Promise<void> {
  if (employeeIds.length === 0) return;
  await db.update(Session, { employeeId: In(employeeIds), revokedAt: IsNull() }, { revokedAt: now });
  await db.delete(Conversation, { employeeId: In(employeeIds) });
}
