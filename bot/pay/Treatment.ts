import type { BillOutcome } from "../../domain/context";
import { secondsToNextPayDay } from "./nextPayDay";

/** What a code of the provider means for the bill it was said about. */
export type Treatment =
  /** It may have been paid: ask. */
  | "unknown"
  /** It was not and will not be paid. Only where the provider says in so many words that the number may change. */
  | "failed"
  /** Too fast: the same again in a minute. */
  | "minute"
  /** A cap of the day: the same again tomorrow. */
  | "day"
  /** For a person to mend; then the same again. */
  | "stopped";

const minuteSeconds = 60;

export function outcomeOf(treatment: Treatment, error: string, now: Date): BillOutcome {
  switch (treatment) {
    case "minute":
      return { kind: "later", error, afterSeconds: minuteSeconds };
    case "day":
      return { kind: "later", error, afterSeconds: secondsToNextPayDay(now) };
    default:
      return { kind: treatment, error };
  }
}
