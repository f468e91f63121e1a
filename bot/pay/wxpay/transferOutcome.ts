import { z } from "zod";
import type { Bill, BillOutcome } from "../../../domain/context";
import { parseJson } from "../parseJson";
import { outcomeOf } from "../Treatment";
import { transferTreatment } from "./transferErrors";

const Refusal = z.object({ code: z.string().min(1).max(60) });

/** A transfer as the API and its notifications tell of it; sending is answered without amount and person. */
const Transfer = z.object({
  out_bill_no: z.string(),
  transfer_bill_no: z.string().default(""),
  state: z.string(),
  mch_id: z.string().optional(),
  transfer_amount: z.number().optional(),
  openid: z.string().optional(),
  fail_reason: z.string().optional(),
  package_info: z.string().max(1024).optional(),
});
type Transfer = z.infer<typeof Transfer>;

export interface TransferAnswer {
  status: number;
  body: string;
  /** The signature was checked and fits. */
  isTrusted: boolean;
}

interface Expected {
  billNo: string;
  mchId: string;
  amountFen?: number;
  openid?: string;
}

const unknown = (error: string): BillOutcome => ({ kind: "unknown", error });

/** What the API said about a transfer that was asked for. */
export function outcomeOfSending(answer: TransferAnswer, bill: Bill, { mchId, now }: { mchId: string; now: Date }) {
  if (answer.status === 200) return outcomeOfTransfer(answer, { ...bill, mchId });
  const refusal = refusalOf(answer);
  if (!refusal) return unknown(`status ${answer.status}`);
  // Who did not sign may at most make us wait: no code means that the money may be paid by another bill.
  return outcomeOf(transferTreatment(refusal.code), refusal.code, now);
}

/** A refused question leaves the bill as unknown as it was. "Not found" has to be signed. */
export function outcomeOfQuery(answer: TransferAnswer, expected: Expected): BillOutcome {
  if (answer.status === 200) return outcomeOfTransfer(answer, expected);
  const refusal = refusalOf(answer);
  if (answer.status === 404 && refusal?.code === "NOT_FOUND" && answer.isTrusted) return { kind: "absent" };
  return unknown(refusal?.code ?? `status ${answer.status}`);
}

type Read = (transfer: Transfer, providerNo: string | null) => BillOutcome;

const accepted: Read = (_, providerNo) => ({ kind: "accepted", providerNo });
/** The page can be opened, again too after it was confirmed and that did not go through. */
const toConfirm: Read = ({ package_info: packageInfo }, providerNo) => ({
  kind: "accepted",
  providerNo,
  isToConfirm: true,
  ...(packageInfo && { packageInfo }),
});

/** `SUCCESS` is with the person: there is nothing to open. What was not confirmed within 24 hours is closed. */
const states: Record<string, Read> = {
  ACCEPTED: accepted,
  PROCESSING: accepted,
  WAIT_USER_CONFIRM: toConfirm,
  TRANSFERING: toConfirm,
  CANCELING: accepted,
  SUCCESS: (_, providerNo) => ({ kind: "received", providerNo }),
  // Doc 4013774966: it was closed by the provider itself, after a day (and no money is with anybody).
  FAIL: ({ fail_reason }, providerNo) =>
    fail_reason === "OVERDUE_CLOSE"
      ? { kind: "lapsed", providerNo, error: fail_reason }
      : { kind: "failed", error: fail_reason || "FAIL" },
  CANCELLED: () => ({ kind: "failed", error: "CANCELLED" }),
};

function outcomeOfTransfer({ body, isTrusted }: TransferAnswer, expected: Expected): BillOutcome {
  if (!isTrusted) return unknown("unsigned");
  const parsed = Transfer.safeParse(parseJson(body));
  if (!parsed.success) return unknown("garbage");
  return readTransfer(parsed.data, expected);
}

/** The bill a transfer is of, and what is known of it. @throws where it has not the form */
export function readNotified(text: string): { billNo: string; mchId: string | undefined; outcome: BillOutcome } {
  const transfer = Transfer.parse(parseJson(text));
  const billNo = transfer.out_bill_no;
  return { billNo, mchId: transfer.mch_id, outcome: readTransfer(transfer, { billNo, mchId: transfer.mch_id ?? "" }) };
}

function readTransfer(transfer: Transfer, { billNo, mchId, amountFen, openid }: Expected): BillOutcome {
  const fits = <Value>(told: Value | undefined, asked: Value | undefined) =>
    told === undefined || asked === undefined || told === asked;
  const isOurs =
    transfer.out_bill_no === billNo &&
    fits(transfer.mch_id, mchId) &&
    fits(transfer.transfer_amount, amountFen) &&
    fits(transfer.openid, openid);
  if (!isOurs) return unknown("another bill was answered");
  const known = Object.hasOwn(states, transfer.state) ? states[transfer.state] : undefined;
  return known?.(transfer, transfer.transfer_bill_no || null) ?? unknown(`state ${transfer.state.slice(0, 40)}`);
}

function refusalOf({ body }: TransferAnswer): z.infer<typeof Refusal> | undefined {
  const parsed = Refusal.safeParse(parseJson(body));
  return parsed.success ? parsed.data : undefined;
}
