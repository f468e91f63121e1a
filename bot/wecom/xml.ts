import { XMLParser } from "fast-xml-parser";
import { CallbackRefused } from "./CallbackRefused";

/** A parsed element: text, children by name, or a list where a name repeats. */
export type XmlValue = string | XmlNode | (string | XmlNode)[];
export interface XmlNode {
  [name: string]: XmlValue;
}

const maxBytes = 64 * 1024;
const maxElements = 400;
const cdataKey = "#cdata";
const textKey = "#text";

/**
 * Parses WeCom's XML below its root `xml`. CDATA is taken as it stands, other text is trimmed, repeated elements
 * become lists. Markup declarations, processing and anything large or deep are refused before or while parsing.
 */
export function parseXml(source: string): XmlNode {
  const text = source.replace(/^\uFEFF/, "").trim();
  if (Buffer.byteLength(text) > maxBytes) throw new CallbackRefused("tooLarge");
  checkMarkup(text);
  const parser = new XMLParser({
    cdataPropName: cdataKey,
    textNodeName: textKey,
    parseTagValue: false,
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseAttributeValue: false,
    ignoreDeclaration: true,
    processEntities: true,
    trimValues: false,
    maxNestedTags: 10,
  });
  const root = parse(parser, text).xml;
  if (typeof root !== "object" || root === null || Array.isArray(root)) throw new CallbackRefused("envelope");
  return simplify(root as XmlNode) as XmlNode;
}

function parse(parser: XMLParser, text: string): Record<string, unknown> {
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text, true);
  } catch {
    throw new CallbackRefused("envelope");
  }
  const names = Object.keys(document).filter((name) => name !== textKey || String(document[name]).trim() !== "");
  if (names.length !== 1 || names[0] !== "xml") throw new CallbackRefused("envelope");
  return document;
}

/** No `<!` but CDATA, no processing instruction but the declaration, a bounded number of elements. */
function checkMarkup(text: string): void {
  const outside = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, "");
  if (outside.includes("<!")) throw new CallbackRefused("envelope");
  if (outside.replace(/^<\?xml[^?]*\?>/, "").includes("<?")) throw new CallbackRefused("envelope");
  if ((outside.match(/</g)?.length ?? 0) > 2 * maxElements) throw new CallbackRefused("tooLarge");
}

function simplify(value: unknown): XmlValue {
  if (Array.isArray(value)) return value.map((one) => simplify(one) as string | XmlNode);
  if (typeof value !== "object" || value === null) return String(value ?? "").trim();
  const node = value as Record<string, unknown>;
  const names = Object.keys(node).filter((name) => name !== textKey && name !== cdataKey);
  const loose = [node[textKey] ?? ""].flat().join("").trim();
  // Text between elements is no form that WeCom writes.
  if (names.some((name) => !name.startsWith("@")) && (loose !== "" || cdataKey in node))
    throw new CallbackRefused("envelope");
  if (names.length > 0)
    return Object.fromEntries(names.filter((name) => name !== "__proto__").map((name) => [name, simplify(node[name])]));
  if (cdataKey in node) return [node[cdataKey]].flat().join("");
  return String(node[textKey] ?? "").trim();
}

export const textOf = (value: XmlValue | undefined): string => (typeof value === "string" ? value : "");

export const listOf = (value: XmlValue | undefined): (string | XmlNode)[] =>
  value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];

export const nodeOf = (value: XmlValue | undefined): XmlNode =>
  typeof value === "object" && !Array.isArray(value) ? value : {};
