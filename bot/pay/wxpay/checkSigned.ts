import type { KeyObject } from "node:crypto";
import { answerText, isSignedBy } from "./signV3";

/** The key WeChat Pay signs with: its public key (`PUB_KEY_ID_…`), or the platform certificate's by its serial. */
export interface PlatformKey {
  id: string;
  key: KeyObject;
}

/** What is wrong with a signed message; undefined: nothing. `unsigned` has no signature at all. */
export type SignatureFlaw = "unsigned" | "another key" | "stale" | "signature";

const freshSeconds = 300;

/** Checks an answer or notification: by whom it is signed, that it fits, and that it is not older than five minutes. */
export function signatureFlaw(
  message: { headers: Readonly<Record<string, string>>; body: string },
  platform: PlatformKey,
  now: Date,
): SignatureFlaw | undefined {
  const {
    "wechatpay-signature": signature,
    "wechatpay-serial": serial,
    "wechatpay-timestamp": timestamp,
    "wechatpay-nonce": nonce,
  } = message.headers;
  if (!signature) return "unsigned";
  if (!timestamp || !nonce || !/^\d{1,12}$/.test(timestamp)) return "signature";
  if (serial?.toUpperCase() !== platform.id.toUpperCase()) return "another key";
  if (!isSignedBy(answerText({ timestamp, nonce, body: message.body }), signature, platform.key)) return "signature";
  // After the signature: a message that fits and is too old tells of a clock that is wrong, ours or theirs.
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > freshSeconds ? "stale" : undefined;
}
