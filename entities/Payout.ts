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

  @Text(64, { nullable: true })
  providerNo: string | null;

  @Instant()
  createdAt: Date;

  @Instant({ nullable: true })
  settledAt: Date | null;
}
