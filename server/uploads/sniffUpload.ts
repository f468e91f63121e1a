import { Invalid } from "../../domain/errors";
import type { attachmentTypes } from "../schemas/attachments";
import { zipEntries } from "./zipEntries";

export type UploadType = (typeof attachmentTypes)[number] | "picture";

const office = "application/vnd.openxmlformats-officedocument";
const documents: [string, UploadType][] = [
  ["xl/workbook.xml", `${office}.spreadsheetml.sheet`],
  ["word/document.xml", `${office}.wordprocessingml.document`],
  ["ppt/presentation.xml", `${office}.presentationml.presentation`],
];
/** Macros, of either generation, and controls: what runs when the file is opened. */
const runs = /(^|\/)(vbaProject\.bin|vbaData\.xml|macrosheets\/|activeX\/)/i;
const heic = /^(heic|heix|hevc|heim|heis|hevm|mif1|msf1)$/;

const isAt = (bytes: Buffer, at: number, text: string) => bytes.toString("latin1", at, at + text.length) === text;

/** What an upload is, by its bytes. Its name counts for CSV alone, which has no mark of its own. @throws Invalid */
export function sniffUpload(bytes: Buffer, name: string): UploadType {
  if (bytes.length === 0) throw new Invalid("attachment.empty");
  if (isPicture(bytes)) return "picture";
  if (isAt(bytes, 0, "%PDF-")) return "application/pdf";
  if (isAt(bytes, 0, "PK\u0003\u0004")) return documentType(bytes);
  if (/\.csv$/i.test(name) && isText(bytes)) return "text/csv";
  throw new Invalid("attachment.kind");
}

export const isHeic = (bytes: Buffer) => isAt(bytes, 4, "ftyp") && heic.test(bytes.toString("latin1", 8, 12));

const isPicture = (bytes: Buffer) =>
  (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) ||
  isAt(bytes, 0, "\u0089PNG\r\n\u001a\n") ||
  isAt(bytes, 0, "GIF87a") ||
  isAt(bytes, 0, "GIF89a") ||
  (isAt(bytes, 0, "RIFF") && isAt(bytes, 8, "WEBP")) ||
  isHeic(bytes);

function documentType(bytes: Buffer): UploadType {
  const entries = zipEntries(bytes) ?? [];
  const found = documents.find(([part]) => entries.includes(part) && entries.includes("[Content_Types].xml"));
  if (!found) throw new Invalid("attachment.kind");
  if (entries.some((entry) => runs.test(entry))) throw new Invalid("attachment.macros");
  return found[1];
}

/** UTF-8, or what Chinese Excel writes; nothing a text does not hold, and no markup. */
function isText(bytes: Buffer): boolean {
  const text = decode(bytes, "utf-8") ?? decode(bytes, "gb18030");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return text !== undefined && !/[\u0000-\u0008\u000e-\u001f]/.test(text) && !/^\s*</.test(text);
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
