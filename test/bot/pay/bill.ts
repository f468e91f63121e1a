import type { Bill } from "../../../domain/context";

/** A bill as it is frozen. */
export const billOf = (change: Partial<Bill> = {}): Bill => ({
  billNo: "1900000109202605110000000001",
  openid: "oSandbox-ann",
  amountFen: 1000,
  wishing: "上新又快又准",
  actName: "即时激励",
  remark: "运营一组",
  nonce: "5K8264ILTKCH16CQ2502SI8ZNMTM67VS",
  ...change,
});
