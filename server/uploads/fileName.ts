import { attachmentLimits } from "../../domain/attachments/attachmentLimits";
import { plainLine } from "../../domain/plainLine";
import type { attachmentTypes } from "../schemas/attachments";

const office = "application/vnd.openxmlformats-officedocument";
const endings: Record<(typeof attachmentTypes)[number], string> = {
  "image/jpeg": "jpg",
  "application/pdf": "pdf",
  [`${office}.spreadsheetml.sheet` as const]: "xlsx",
  [`${office}.wordprocessingml.document` as const]: "docx",
  [`${office}.presentationml.presentation` as const]: "pptx",
  "text/csv": "csv",
};

/** What came in `X-File-Name`, percent-encoded as UTF-8. */
export function readFileName(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return "";
  }
}

/** The name a file is kept under: no path, nothing invisible, and the ending of what it truly is. */
export function fileName(sent: string, type: (typeof attachmentTypes)[number]): string {
  const last = sent.split(/[/\\]/).at(-1) ?? "";
  const stem = plainLine(last)
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .replace(/^[. ]+|[. ]+$/g, "");
  const ending = `.${endings[type]}`;
  const cut = [...stem].slice(0, attachmentLimits.nameLength - ending.length).join("");
  return `${cut || (type === "image/jpeg" ? "照片" : "附件")}${ending}`;
}
