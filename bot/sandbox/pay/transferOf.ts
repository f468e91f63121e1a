import type { DeskBill } from "./DeskBill";
import type { DeskKeys } from "./DeskKeys";
import type { PayDesk } from "./PayDesk";

/** The number an answer is about: the bill's own, unless the switch is on. */
export const shownNo = ({ billNo }: DeskBill, { faults }: PayDesk) =>
  faults.has("payOtherBill") ? billNo.replace(/.$/, "X") : billNo;

const states = { waiting: "WAIT_USER_CONFIRM", received: "SUCCESS", refunded: "FAIL", failed: "FAIL" } as const;

export const stateOf = ({ state }: DeskBill): string => states[state];

/** A transfer as queries and notifications show it: without what opens its page. */
export const transferOf = (bill: DeskBill, desk: PayDesk, keys: DeskKeys) => ({
  mch_id: keys.mchId,
  out_bill_no: shownNo(bill, desk),
  transfer_bill_no: bill.providerNo,
  state: stateOf(bill),
  transfer_amount: bill.amountFen,
  transfer_remark: bill.actName,
  openid: bill.openid,
  create_time: bill.acceptedAt,
  update_time: bill.endedAt ?? bill.acceptedAt,
  ...failReason(bill),
});

/** Not confirmed in time, or not possible from the first. */
export const failReason = ({ state, endedAt }: DeskBill) =>
  state === "failed" ? { fail_reason: endedAt ? "OVERDUE_CLOSE" : "PAYEE_ACCOUNT_ABNORMAL" } : {};
