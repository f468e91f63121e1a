import type { Bill, BillOutcome, PayAccount, Payee, Payer, PayLimits, StatementLine } from "../../../domain/context";
import type { WecomClient } from "../../wecom/WecomClient";
import { isExpired } from "../isExpired";
import { openidFor } from "../openidFor";
import { PayUnreachable } from "../PayUnreachable";
import { StatementUnread } from "../StatementUnread";
import { readStatement } from "../statement/readStatement";
import { type RedPacketAccount, redPacketFields } from "./redPacketFields";
import { outcomeOfQuery, outcomeOfSending } from "./redPacketOutcome";
import { signHmac, signMd5 } from "./signV2";
import { UnreadAnswer, V2Client, type V2Config } from "./V2Client";
import { readXmlBody } from "./xmlBody";

export interface WecomPayConfig extends V2Config, RedPacketAccount {}

interface Options {
  wecom: WecomClient;
  now: () => Date;
  timeoutMs?: number;
}

/** docs 90273 and 90275, and the rules of cash packets; above 200 yuan a scene would have to be applied for. */
export const redPacketLimits: PayLimits = {
  minFen: 100,
  maxFen: 200_00,
  personDayFen: 1_000_00,
  personDayCount: 10,
  companyDayFen: 1_000_000_00,
  perMinute: 1800,
  queryDays: 30,
};

const statementLimits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 };
/** Packets are paid from the one or the other, as the merchant set it. */
const accounts = ["Basic", "Operation"] as const;

/** 企业红包: red packets that people open in WeCom or WeChat. */
export class WecomPayer implements Payer {
  readonly provider = "wecom";
  readonly limits = redPacketLimits;
  readonly account: PayAccount;
  private readonly client: V2Client;

  constructor(
    private readonly config: WecomPayConfig,
    private readonly options: Options,
  ) {
    this.account = { mchId: config.mchId, appId: config.corpId };
    this.client = new V2Client(config, options.timeoutMs);
  }

  openidOf(person: Payee) {
    return openidFor(this.options.wecom, person);
  }

  async send(bill: Bill): Promise<BillOutcome> {
    const { certificate, mchId } = this.config;
    const now = this.options.now();
    if (certificate && isExpired(certificate.cert, now)) return { kind: "stopped", error: "CERTIFICATE" };
    try {
      const answer = await this.client.ask("mmpaymkttransfers/sendworkwxredpack", redPacketFields(this.config, bill));
      return outcomeOfSending(answer, bill, { mchId, now });
    } catch (error) {
      if (error instanceof PayUnreachable && error.failure === "certificate")
        return { kind: "stopped", error: "CERTIFICATE" };
      return unknownAfter(error);
    }
  }

  async query(billNo: string, amountFen?: number): Promise<BillOutcome> {
    const { corpId, mchId, apiKey } = this.config;
    const fields = { nonce_str: billNo, mch_billno: billNo, mch_id: mchId, appid: corpId };
    try {
      const signed = { ...fields, sign: signMd5(fields, apiKey) };
      const answer = await this.client.ask("mmpaymkttransfers/queryworkwxredpack", signed);
      return outcomeOfQuery(answer, { billNo, amountFen, mchId });
    } catch (error) {
      return unknownAfter(error);
    }
  }

  async *statement(day: string): AsyncGenerator<StatementLine> {
    for (const account of accounts) {
      const bytes = await this.download(day, account);
      if (bytes) yield* readStatement({ bytes });
    }
  }

  /** Undefined: nothing moved on that account that day. */
  private async download(day: string, account: string): Promise<Buffer | undefined> {
    const { corpId, mchId, apiKey } = this.config;
    const date = day.replaceAll("-", "");
    const fields = {
      appid: corpId,
      mch_id: mchId,
      nonce_str: date + account,
      sign_type: "HMAC-SHA256",
      bill_date: date,
      account_type: account,
      tar_type: "GZIP",
    };
    const signed = { ...fields, sign: signHmac(fields, apiKey) };
    const { status, body } = await this.client.post("pay/downloadfundflow", signed, statementLimits);
    if (status !== 200) throw new StatementUnread(`status ${status}`);
    // Only a refusal is XML.
    if (body[0] !== "<".charCodeAt(0)) return body;
    const answer = readXmlBody(body.toString("utf8"));
    if (answer?.err_code === "NO_BILL_EXIST") return undefined;
    throw new StatementUnread(answer?.err_code ?? answer?.return_msg ?? "garbage");
  }
}

function unknownAfter(error: unknown): BillOutcome {
  if (error instanceof PayUnreachable) return { kind: "unknown", error: error.failure };
  if (error instanceof UnreadAnswer) return { kind: "unknown", error: error.message };
  throw error;
}
