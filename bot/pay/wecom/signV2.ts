import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** A request or an answer of the v2 protocol: names and values, in any order. */
export type PayFields = Readonly<Record<string, string | number>>;

/** `a=1&b=2` sorted by name, raw UTF-8; without `sign` and what is empty (chapter 4_3 of WeChat Pay v2). */
export const queryString = (fields: PayFields): string =>
  Object.entries(fields)
    .filter(([name, value]) => name !== "sign" && value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

const withKey = (fields: PayFields, key: string) => `${queryString(fields)}&key=${key}`;

export const signMd5 = (fields: PayFields, key: string): string => md5(withKey(fields, key));

export const signHmac = (fields: PayFields, key: string): string =>
  createHmac("sha256", key).update(withKey(fields, key)).digest("hex").toUpperCase();

/** Whether the `sign` of an answer fits; which of the two it is shows its length. */
export function hasValidSign(fields: PayFields, key: string): boolean {
  const given = Buffer.from(String(fields.sign ?? ""));
  const expected = Buffer.from((given.length === 64 ? signHmac : signMd5)(fields, key));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** WeCom's own signature over the few fields its page names, before `sign` is made (doc 90281). */
export const signWorkwx = (fields: PayFields, secret: string): string => md5(`${queryString(fields)}&secret=${secret}`);

const md5 = (text: string) => createHash("md5").update(text).digest("hex").toUpperCase();
