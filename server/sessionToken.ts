import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** A session's token is `id.signature`; only the id's hash is stored, and the signature keeps guesses off the database. */
export function newSessionToken([secret = ""]: readonly string[]): { token: string; idHash: string } {
  const id = randomBytes(32).toString("base64url");
  return { token: `${id}.${sign(id, secret)}`, idHash: hashOf(id) };
}

/** The stored hash a token stands for; undefined when none of our secrets signed it. */
export function readSessionToken(token: string, secrets: readonly string[]): string | undefined {
  const [id = "", signature = "", ...rest] = token.split(".");
  if (id === "" || rest.length > 0) return undefined;
  const given = Buffer.from(signature);
  const isOurs = secrets.some((secret) => {
    const expected = Buffer.from(sign(id, secret));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return isOurs ? hashOf(id) : undefined;
}

const sign = (id: string, secret: string) => createHmac("sha256", secret).update(id).digest("base64url");
const hashOf = (id: string) => createHash("sha256").update(id).digest("hex");
