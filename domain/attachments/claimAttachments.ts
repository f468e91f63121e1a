import { In, IsNull } from "typeorm";
import { Attachment } from "../../entities";
import type { Context } from "../context";
import { Conflict } from "../errors";

/**
 * Ties files to the report they were uploaded for: those of the actor that belong to no other report.
 * @throws Conflict unless that holds for all of them
 */
export async function claimAttachments(ctx: Context, checkInId: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const free = { id: In(wanted), ownerId: ctx.actor.id, checkInId: IsNull() };
  const { affected } = await ctx.db.update(Attachment, free, { checkInId });
  if (affected !== wanted.length) throw new Conflict("attachment.notFree");
}
