import { createDecipheriv, createSign, createVerify, type KeyObject } from "node:crypto";

// WeChat Pay v3 in node:crypto alone. The packages that do it (wechatpay-node-v3, wechatpay-axios-plugin) bring an HTTP
// client of their own, leave the five minutes and the serial of an answer to the caller, or have no tests; what is
// needed of them is this page, and it is held to the vectors of five other implementations.

/** What a request is signed over. `path` with its query. */
export const requestText = (method: string, path: string, { timestamp, nonce, body }: Stamp): string =>
  `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`;

/** What answers and notifications are signed over. */
export const answerText = ({ timestamp, nonce, body }: Stamp): string => `${timestamp}\n${nonce}\n${body}\n`;

export interface Stamp {
  timestamp: number | string;
  nonce: string;
  body: string;
}

export const signRsa = (text: string, key: KeyObject): string =>
  createSign("RSA-SHA256").update(text).sign(key, "base64");

export const isSignedBy = (text: string, signature: string, key: KeyObject): boolean =>
  createVerify("RSA-SHA256").update(text).verify(key, signature, "base64");

export interface Authorization {
  mchId: string;
  serial: string;
  timestamp: number | string;
  nonce: string;
  signature: string;
}

export const authorizationHeader = ({ mchId, serial, timestamp, nonce, signature }: Authorization): string =>
  `WECHATPAY2-SHA256-RSA2048 mchid="${mchId}",serial_no="${serial}",timestamp="${timestamp}",nonce_str="${nonce}",signature="${signature}"`;

export interface SealedResource {
  ciphertext: string;
  nonce: string;
  associated_data?: string;
}

const tagBytes = 16;
const ciphers: Record<number, "aes-128-gcm" | "aes-256-gcm"> = { 16: "aes-128-gcm", 32: "aes-256-gcm" };

/** Opens what a notification holds (AEAD_AES_256_GCM). @throws where anything of it was changed */
export function openResource({ ciphertext, nonce, associated_data = "" }: SealedResource, key: string): string {
  const bytes = Buffer.from(ciphertext, "base64");
  const cipher = ciphers[Buffer.byteLength(key)];
  if (!cipher || bytes.length < tagBytes) throw new Error("sealed resource");
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  opening.setAAD(Buffer.from(associated_data));
  opening.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([opening.update(bytes.subarray(0, -tagBytes)), opening.final()]).toString("utf8");
}
