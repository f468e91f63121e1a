import { CallbackRefused } from "../../wecom/CallbackRefused";
import { parseXml } from "../../wecom/xml";
import type { PayFields } from "./signV2";

/** Text as it stands in XML, in CDATA where it would read as markup. */
const textNode = (text: string) =>
  /[<>&]/.test(text) ? `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : text;

/** A text, or fields, below the root `xml`. */
export function xmlBody(content: PayFields | string): string {
  const inner =
    typeof content === "string"
      ? textNode(content)
      : Object.entries(content)
          .map(([name, value]) => `<${name}>${textNode(String(value))}</${name}>`)
          .join("");
  return inner === "" ? "<xml/>" : `<xml>${inner}</xml>`;
}

/**
 * The fields of an answer that hold text; lists and nested ones are left out, and with them a `sign` over more than is
 * here, which no page says how to make. Undefined: it is no such XML.
 */
export function readXmlBody(text: string): Record<string, string> | undefined {
  try {
    const entries = Object.entries(parseXml(text));
    const flat = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return Object.fromEntries(flat.length === entries.length ? flat : flat.filter(([name]) => name !== "sign"));
  } catch (error) {
    if (error instanceof CallbackRefused) return undefined;
    throw error;
  }
}
