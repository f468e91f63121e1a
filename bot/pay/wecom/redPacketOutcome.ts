import type { Bill, BillOutcome } from "../../../domain/context";
import { outcomeOf } from "../Treatment";
import { redPacketTreatment } from "./redPacketErrors";

/** An answer's fields, read and checked for their signature. */
export type Answer = Readonly<Record<string, string>>;

interface Asked {
  mchId: string;
  now: Date;
}

const unknown = (error: string): BillOutcome => ({ kind: "unknown", error });

/** The code and nothing else: "the words may change, do not go by them" (doc 90275). */
const errorText = ({ err_code, return_msg }: Answer) => (err_code || return_msg || "no code").slice(0, 60);

const isGood = ({ return_code, result_code }: Answer) => return_code === "SUCCESS" && result_code === "SUCCESS";

/** Whether each field holds what was asked. A refusal need not repeat them; what it repeats has to fit. */
const repeats = (answer: Answer, expected: Record<string, string>, isComplete: boolean) =>
  Object.entries(expected).every(([name, value]) => answer[name] === value || (!isComplete && !answer[name]));

/** What sendworkwxredpack said about a bill. */
export function outcomeOfSending(answer: Answer, bill: Bill, { mchId, now }: Asked): BillOutcome {
  const expected = { mch_billno: bill.billNo, mch_id: mchId };
  const exact = { ...expected, total_amount: String(bill.amountFen) };
  if (isGood(answer)) {
    const isOurs = repeats(answer, exact, true) && repeats(answer, { re_openid: bill.openid }, false);
    return isOurs ? { kind: "accepted", providerNo: answer.send_listid || null } : unknown("another bill was answered");
  }
  if (answer.result_code !== "FAIL" && !answer.err_code) return unknown(errorText(answer));
  const treatment = redPacketTreatment(answer.err_code ?? "");
  const isOurs = repeats(answer, expected, treatment === "failed") && repeats(answer, exact, false);
  return isOurs ? outcomeOf(treatment, errorText(answer), now) : unknown("another bill was answered");
}

const states: Record<string, (providerNo: string | null, reason: string) => BillOutcome> = {
  SENDING: (providerNo) => ({ kind: "accepted", providerNo }),
  SENT: (providerNo) => ({ kind: "paid", providerNo }),
  RECEIVED: (providerNo) => ({ kind: "received", providerNo }),
  RFUND_ING: (providerNo) => ({ kind: "paid", providerNo }),
  REFUND: (providerNo) => ({ kind: "refunded", providerNo }),
  FAILED: (_, reason) => ({ kind: "failed", error: reason }),
};

/**
 * What queryworkwxredpack said (doc 90276). A refused question leaves the bill as unknown as it was; "not found" is not
 * "failed": it may be on its way, or was never written down.
 */
export function outcomeOfQuery(
  answer: Answer,
  { billNo, amountFen, mchId }: { billNo: string; amountFen?: number; mchId: string },
): BillOutcome {
  const expected = { mch_billno: billNo, mch_id: mchId };
  if (!isGood(answer)) {
    const isAbsent = answer.result_code === "FAIL" && answer.err_code === "NOT_FOUND";
    return isAbsent && repeats(answer, expected, false) ? { kind: "absent" } : unknown(errorText(answer));
  }
  const exact = amountFen === undefined ? expected : { ...expected, total_amount: String(amountFen) };
  if (!repeats(answer, exact, true)) return unknown("another bill was answered");
  const status = answer.status ?? "";
  const outcome = Object.hasOwn(states, status) ? states[status] : undefined;
  return outcome?.(answer.detail_id || null, answer.reason || status) ?? unknown(`status ${status.slice(0, 40)}`);
}
