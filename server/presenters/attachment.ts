import type { z } from "zod";
import type { Attachment } from "../../entities";
import type * as schema from "../schemas/attachments";

export const presentAttachment = ({ id, name, type, size }: Attachment): z.input<typeof schema.Attachment> => ({
  id,
  name,
  type: type as z.input<typeof schema.Attachment>["type"],
  size,
  isPicture: type === "image/jpeg",
});
