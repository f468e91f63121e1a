import { type WecomPayConfig, WecomPayer } from "../../../bot/pay/wecom/WecomPayer";
import { type WxpayConfig, WxpayPayer } from "../../../bot/pay/wxpay/WxpayPayer";
import type { DeskFault } from "../../../bot/sandbox/pay/DeskBill";
import type { Payer, StatementLine } from "../../../domain/context";
import { clientOf } from "../sandbox/clientOf";
import { companyOf, payKeys, StandIn } from "../sandbox/StandIn";

export const silenceMs = 1200;

/** The stand-in for WeChat Pay on a port of its own, and the product's two ways to pay through it. */
export class PayStage {
  readonly red: WecomPayer;
  readonly transfer: WxpayPayer;

  private constructor(
    readonly standIn: StandIn,
    notifyUrl?: string,
  ) {
    this.red = new WecomPayer(this.redAccount, this.optionsOf(0));
    this.transfer = new WxpayPayer({ ...this.transferAccount, notifyUrl }, this.optionsOf(0));
  }

  /** Transfers by a product whose clock is wrong. */
  transferWithClock(aheadMs: number): WxpayPayer {
    return new WxpayPayer(this.transferAccount, this.optionsOf(aheadMs));
  }

  /** Transfers that people confirm in the mini-program, by the accounts they have bound there. */
  transferInMiniprogram(boundOpenidOf: (employeeId: string) => Promise<string | undefined>): WxpayPayer {
    const { wechatAppId: miniprogramId } = this.standIn.state.keys;
    return new WxpayPayer({ ...this.transferAccount, miniprogramId }, { ...this.optionsOf(0), boundOpenidOf });
  }

  /** The same provider, where another merchant has an account. */
  transferOfMerchant(mchId: string): WxpayPayer {
    return new WxpayPayer({ ...this.transferAccount, mchId }, this.optionsOf(0));
  }

  private get redAccount(): WecomPayConfig {
    const { mchId, apiKey, paySecret } = payKeys;
    const { corpId, agentId } = this.standIn.state.keys;
    return { apiUrl: this.standIn.payUrl, mchId, apiKey, corpId, agentId, paySecret };
  }

  private get transferAccount(): WxpayConfig {
    const { mchId, merchant, platform } = payKeys;
    const { corpId } = this.standIn.state.keys;
    const signedBy = { id: platform.id, key: platform.publicKey };
    const account = { apiUrl: this.standIn.payUrl, mchId, corpId, serial: merchant.serial, key: merchant.key };
    return { ...account, platform: signedBy, sceneId: "1005" };
  }

  private optionsOf(aheadMs: number) {
    const now = () => new Date(this.standIn.clock.now().getTime() + aheadMs);
    return { wecom: clientOf(this.standIn), now, timeoutMs: silenceMs };
  }

  /** `userIds`: who there is to be paid; ann, bob and cat unless stated. */
  static async start({ notifyUrl, userIds }: { notifyUrl?: string; userIds?: string[] } = {}): Promise<PayStage> {
    return new PayStage(await StandIn.start(userIds && companyOf(...userIds)), notifyUrl);
  }

  get desk() {
    return this.standIn.sandbox.desk;
  }

  get clock() {
    return this.standIn.clock;
  }

  payer(protocol: "wecom" | "wxpay"): Payer {
    return protocol === "wecom" ? this.red : this.transfer;
  }

  /** Something that happens while a fault is on. */
  async during<Result>(fault: DeskFault, run: () => Promise<Result>): Promise<Result> {
    this.desk.faults.add(fault);
    try {
      return await run();
    } finally {
      this.desk.faults.delete(fault);
    }
  }

  stop() {
    return this.standIn.stop();
  }
}

export async function linesOf(lines: AsyncIterable<StatementLine>): Promise<StatementLine[]> {
  const all: StatementLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
