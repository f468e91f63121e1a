import type { Bill } from "../../../domain/context";
import { type PayFields, signMd5, signWorkwx } from "./signV2";

/** Who pays, and in whose name. */
export interface RedPacketAccount {
  mchId: string;
  /** The v2 key of the merchant. */
  apiKey: string;
  corpId: string;
  agentId: number;
  /** The secret of 企业支付, or of the app: sources disagree (wecom.md §7.3), so it is a setting of its own. */
  paySecret: string;
}

/** What is frozen of a bill always makes the same request, to the byte. No `sign_type`: it is refused (WxJava #2693). */
export function redPacketFields(
  { mchId, corpId, agentId, apiKey, paySecret }: RedPacketAccount,
  bill: Bill,
): PayFields {
  const signedByWecom = {
    act_name: bill.actName,
    mch_billno: bill.billNo,
    mch_id: mchId,
    nonce_str: bill.nonce,
    re_openid: bill.openid,
    total_amount: bill.amountFen,
    wxappid: corpId,
  };
  const fields = {
    ...signedByWecom,
    // The app's name and picture; instead of a sender's name.
    agentid: agentId,
    wishing: bill.wishing,
    remark: bill.remark,
    workwx_sign: signWorkwx(signedByWecom, paySecret),
  };
  return { ...fields, sign: signMd5(fields, apiKey) };
}
