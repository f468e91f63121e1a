import { WecomPayer } from "../../../bot/pay/wecom/WecomPayer";
import { WxpayPayer } from "../../../bot/pay/wxpay/WxpayPayer";
import type { DeskFault } from "../../../bot/sandbox/pay/DeskBill";
import type { Payer, StatementLine } from "../../../domain/context";
import { clientOf } from "../sandbox/clientOf";
import { payKeys, StandIn } from "../sandbox/StandIn";

export const silenceMs = 400;

/** The stand-in for WeChat Pay on a port of its own, and the product's two ways to pay through it. */
export class PayStage {
  readonly red: WecomPayer;
  readonly transfer: WxpayPayer;

  private constructor(
    readonly standIn: StandIn,
    notifyUrl?: string,
  ) {
    const { mchId, apiKey, paySecret, merchant, platform } = payKeys;
    const { corpId, agentId } = standIn.state.keys;
    const options = { wecom: clientOf(standIn), now: () => standIn.clock.now(), timeoutMs: silenceMs };
    const apiUrl = standIn.payUrl;
    this.red = new WecomPayer({ apiUrl, mchId, apiKey, corpId, agentId, paySecret }, options);
    const account = { apiUrl, mchId, corpId, serial: merchant.serial, key: merchant.key, notifyUrl };
    const signedBy = { id: platform.id, key: platform.publicKey };
    this.transfer = new WxpayPayer({ ...account, platform: signedBy, sceneId: "1005" }, options);
  }

  static async start(notifyUrl?: string): Promise<PayStage> {
    return new PayStage(await StandIn.start(), notifyUrl);
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
