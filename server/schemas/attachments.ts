import { z } from "zod";
import { Id } from "./goals";

export const attachmentTypes = [
  "image/jpeg",
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "text/csv",
] as const;

/** A photo (always JPEG once it is stored) or a file of a report. */
export const Attachment = z.object({
  id: Id,
  name: z.string(),
  type: z.enum(attachmentTypes),
  /** Bytes. */
  size: z.number().int(),
  isPicture: z.boolean(),
});
