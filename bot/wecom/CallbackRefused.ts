export type RefusalReason =
  | "query"
  | "stale"
  | "signature"
  | "ciphertext"
  | "padding"
  | "length"
  | "encoding"
  | "receiver"
  | "envelope"
  | "message"
  | "tooLarge";

/** What came to the callback is not from WeCom, not for us, or damaged. Never says more than the step that failed. */
export class CallbackRefused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(`callback refused: ${reason}`);
  }
}
