import type { CheckedFile } from "../../domain/attachments/storeAttachment";
import { fileName } from "./fileName";
import { redrawPicture } from "./redrawPicture";
import { sniffUpload } from "./sniffUpload";

/** What is kept of an upload: pictures drawn anew, documents as they are. @throws Invalid for anything else */
export async function checkUpload(bytes: Buffer, sentName: string): Promise<CheckedFile> {
  const type = sniffUpload(bytes, sentName);
  if (type !== "picture") return { name: fileName(sentName, type), type, bytes };
  return { name: fileName(sentName, "image/jpeg"), type: "image/jpeg", bytes: await redrawPicture(bytes) };
}
