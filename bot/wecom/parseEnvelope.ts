import { CallbackRefused } from "./CallbackRefused";
import { parseXml, textOf } from "./xml";

export interface Envelope {
  toUserName: string;
  encrypt: string;
}

/** Reads the outer XML of a POSTed callback: one `Encrypt` with text, directly under the root. */
export function parseEnvelope(body: string): Envelope {
  const root = parseXml(body);
  const encrypt = root.Encrypt;
  if (typeof encrypt !== "string" || encrypt === "") throw new CallbackRefused("envelope");
  if (root.ToUserName !== undefined && typeof root.ToUserName !== "string") throw new CallbackRefused("envelope");
  return { toUserName: textOf(root.ToUserName), encrypt };
}
