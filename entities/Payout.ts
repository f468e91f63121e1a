import { Check, Entity, Index } from "typeorm";
import { Count, Id, Instant, Ref, Scaled, Text } from "./columns";

/** `asked`: the provider may have it. */
export type PayoutState = "asked" | "paid" | "received" | "refunded" | "failed";

/** One bill at the provider: the whole request, frozen before the first call and repeated unchanged. */
@Entity("payouts")
@Check("ck_payouts_state", "state IN ('asked', 'paid', 'received', 'refunded', 'failed')")
@Index("uq_payouts_bill", ["billNo"], { unique: true })
@Index("uq_payouts_attempt", ["partId", "attempt"], { unique: true })
@Index("ix_payouts_employee", ["employeeId", "createdAt"])
@Index("ix_payouts_created", ["createdAt"])
export class Payout {
  @Id()
  id: string;

  @Ref()
  partId: string;

  @Count()
  attempt: number;

  @Ref()
  employeeId: string;

  @Text(8)
  provider: "wecom" | "wxpay";

  @Text(28)
  billNo: string;

  @Text(64)
  openid: string;

  /** The merchant it was begun with: another knows nothing of it. Null: of before it was written down. */
  @Text(32, { nullable: true })
  mchId: string | null;

  /** The app the openid is one of; null: of before it was written down, the company's own. */
  @Text(32, { nullable: true })
  appId: string | null;

  /** Opens the page in WeChat on which its receiver confirms; null where there is nothing to confirm, or no more. */
  @Text(1024, { nullable: true })
  packageInfo: string | null;

  @Scaled()
  amountFen: number;

  @Text(128)
  wishing: string;

  @Text(32)
  actName: string;

  @Text(256)
  remark: string;

  @Text(32)
  nonce: string;

  @Text(8)
  state: PayoutState;

  /**
   * What the provider says of a bill that had failed, and whose money was given by another or went back: it is not booked
   * until finance does. Null otherwise, and once it is.
   */
  @Text(8, { nullable: true })
  lateState: "paid" | "received" | null;

  /** When finance found out at the merchant's platform that it was not paid: the provider had no answer any more. */
  @Instant({ nullable: true })
  unpaidAt: Date | null;

  @Text(64, { nullable: true })
  providerNo: string | null;

  @Instant()
  createdAt: Date;

  @Instant({ nullable: true })
  settledAt: Date | null;
}
