import { createCipheriv } from "node:crypto";

/** Seals what a notification holds, as WeChat Pay does. */
export function sealResource(
  plain: string,
  { key, nonce, associatedData }: Record<"key" | "nonce" | "associatedData", string>,
) {
  const cipher = createCipheriv(Buffer.byteLength(key) === 16 ? "aes-128-gcm" : "aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
}
