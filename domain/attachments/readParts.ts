import type { EntityManager } from "typeorm";
import { AttachmentPart } from "../../entities";

/** The bytes of an attachment, a part at a time: nobody holds all of it. */
export async function* readParts(db: EntityManager, attachmentId: string): AsyncGenerator<Buffer> {
  for (let sequence = 0; ; sequence++) {
    const part = await db.findOneBy(AttachmentPart, { attachmentId, sequence });
    if (!part) return;
    yield part.bytes;
  }
}
