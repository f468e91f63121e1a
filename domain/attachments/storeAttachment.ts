import { createHash } from "node:crypto";
import { type EntityManager, IsNull, MoreThan } from "typeorm";
import { Attachment, AttachmentPart, partBytes } from "../../entities";
import type { Context } from "../context";
import { TooMany } from "../errors";
import { newId } from "../newId";
import { record } from "../record";
import { attachmentLimits } from "./attachmentLimits";

/** A file whose type was established from its bytes, and which is fit to be kept. */
export interface CheckedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Parts per statement: twice their bytes, as they are written in SQL, stay far below a server's packet (16 MB). */
const batch = 32;
const dayMs = 24 * 3_600_000;

/** Keeps a file of a report that is still to be sent. */
export async function storeAttachment(ctx: Context, { name, type, bytes }: CheckedFile): Promise<Attachment> {
  await checkUploads(ctx, bytes.length);
  const attachment = ctx.db.create(Attachment, {
    id: newId(ctx.now),
    ownerId: ctx.actor.id,
    checkInId: null,
    name,
    type,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    createdAt: ctx.now,
  });
  await ctx.db.insert(Attachment, attachment);
  await insertParts(ctx.db, attachment.id, bytes);
  await record(ctx, "attachment.uploaded", attachment.id, { type, size: bytes.length });
  return attachment;
}

/** @throws TooMany when the person has too much lying about that belongs to no report */
export async function checkUploads(
  { db, now, actor }: Pick<Context, "db" | "now" | "actor">,
  bytes: number,
): Promise<void> {
  const since = MoreThan(new Date(now.getTime() - dayMs));
  const waiting = await db.findBy(Attachment, { ownerId: actor.id, checkInId: IsNull(), createdAt: since });
  const { unattached } = attachmentLimits;
  const total = waiting.reduce((sum, { size }) => sum + size, bytes);
  if (waiting.length >= unattached.count || total > unattached.bytes)
    throw new TooMany("attachment.tooMany", { most: unattached.count });
}

async function insertParts(db: EntityManager, attachmentId: string, bytes: Buffer) {
  const parts = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, sequence) => ({
    attachmentId,
    sequence,
    bytes: bytes.subarray(sequence * partBytes, (sequence + 1) * partBytes),
  }));
  for (let start = 0; start < parts.length; start += batch)
    await db.insert(AttachmentPart, parts.slice(start, start + batch));
}
