import type { Context as Koa } from "koa";
import readBody from "raw-body";
import { attachmentLimits } from "../../domain/attachments/attachmentLimits";
import { Invalid, TooLarge } from "../../domain/errors";

const { fileBytes } = attachmentLimits;

/** The bytes of a request's body, which nothing has read yet. @throws TooLarge before reading when it says so itself */
export async function readUpload(ctx: Koa): Promise<Buffer> {
  // The body parser took it.
  if (ctx.is("json")) throw new Invalid("attachment.kind");
  try {
    return await readBody(ctx.req, { limit: fileBytes, length: ctx.get("Content-Length") || null });
  } catch (error) {
    if (!(error instanceof Error) || !("status" in error)) throw error;
    if (error.status !== 413) throw new Invalid("attachment.cutOff");
    throw new TooLarge("attachment.tooLarge", { most: fileBytes / 1024 / 1024 });
  }
}
