import { CallbackRefused } from "./CallbackRefused";

/** How far a callback's timestamp may be from our clock, in seconds. WeCom does not bind it to freshness itself. */
const freshSeconds = 600;

export interface CallbackQuery {
  signature: string;
  timestamp: string;
  nonce: string;
  /** Only when the URL is verified. */
  echo: string | undefined;
}

/** Reads the callback's query strictly: each value once, as WeCom writes it. */
export function readQuery(queryString: string): CallbackQuery {
  // `+` in a query means a space to URLSearchParams, while WeCom encodes it; a bare one can only be base64's.
  const query = new URLSearchParams(queryString.replaceAll("+", "%2B"));
  const one = (name: string) => {
    const values = query.getAll(name);
    if (values.length > 1) throw new CallbackRefused("query");
    return values[0];
  };
  const signature = one("msg_signature");
  const timestamp = one("timestamp");
  const nonce = one("nonce");
  if (
    !signature ||
    !nonce ||
    !timestamp ||
    nonce.length > 128 ||
    !/^\d{1,12}$/.test(timestamp) ||
    signature.length !== 40
  )
    throw new CallbackRefused("query");
  return { signature, timestamp, nonce, echo: one("echostr") };
}

export function checkFresh(timestamp: string, now: Date): void {
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > freshSeconds) throw new CallbackRefused("stale");
}
