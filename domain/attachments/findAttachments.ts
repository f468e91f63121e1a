import { type EntityManager, In } from "typeorm";
import { Attachment } from "../../entities";
import { groupBy } from "../groupBy";

/** The files of reports by the report's id, in the order they were uploaded. Whether they may be read is not asked. */
export async function findAttachments(
  db: EntityManager,
  checkInIds: readonly string[],
): Promise<Map<string, Attachment[]>> {
  const found = await db.find(Attachment, { where: { checkInId: In(checkInIds) }, order: { id: "ASC" } });
  return groupBy(found, ({ checkInId }) => checkInId ?? "");
}
