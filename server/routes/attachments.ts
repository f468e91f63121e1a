import { createHash } from "node:crypto";
import { findAttachment } from "../../domain/attachments/findAttachment";
import { readParts } from "../../domain/attachments/readParts";
import { type CheckedFile, checkUploads, storeAttachment } from "../../domain/attachments/storeAttachment";
import type { Api } from "../Api";
import { presentAttachment } from "../presenters/attachment";
import * as schema from "../schemas/attachments";
import { ById } from "../schemas/goals";
import { checkUpload } from "../uploads/checkUpload";
import { readFileName } from "../uploads/fileName";
import { readUpload } from "../uploads/readUpload";
import { Turns } from "../uploads/Turns";

export function attachmentRoutes(api: Api) {
  // Each holds up to 10 MB.
  const places = new Turns({ atOnce: 24, waiting: 0, code: "attachment.busy" });
  // Each holds the pixels of a photo.
  const drawings = new Turns({ atOnce: 2, waiting: 24, code: "attachment.busy" });

  api.upload(
    "/attachments",
    {
      summary: "Upload a photo or file of at most 10 MB for a report that is still to be sent",
      output: schema.Attachment,
    },
    {
      receive: (ctx, reader) =>
        places.take(async () => {
          await checkUploads(reader, 0);
          const bytes = await readUpload(ctx);
          const name = readFileName(ctx.get("X-File-Name"));
          const sent = [name, createHash("sha256").update(bytes).digest("hex")];
          return { sent, file: await drawings.take(() => checkUpload(bytes, name)) };
        }),
      store: async (ctx, file: CheckedFile) => presentAttachment(await storeAttachment(ctx, file)),
    },
  );
  api.download(
    "/attachments/:id",
    { summary: "A photo or file of a report", input: ById },
    async (reader, { params }) => {
      const { id, name, type, size } = await findAttachment(reader, params.id);
      return { name, type, size, isInline: type === "image/jpeg", chunks: readParts(reader.db, id) };
    },
  );
}
