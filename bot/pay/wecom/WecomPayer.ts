import type { Bill, BillOutcome, Payer, PayLimits, StatementLine } from "../../../domain/context";
import type { WecomClient } from "../../wecom/WecomClient";
import { type ClientCertificate, exchange, type PayResponse } from "../exchange";
import { isExpired } from "../isExpired";
import { openidFor } from "../openidFor";
import { PayUnreachable } from "../PayUnreachable";
import { StatementUnread } from "../StatementUnread";
import { readStatement } from "../statement/readStatement";
import { type Answer, outcomeOfQuery, outcomeOfSending } from "./redPacketOutcome";
import { hasValidSign, type PayFields, signHmac, signMd5, signWorkwx } from "./signV2";
import { readXmlBody, xmlBody } from "./xmlBody";

export interface WecomPayConfig {
  /** `https://api.mch.weixin.qq.com` */
  apiUrl: string;
  mchId: string;
  /** The v2 key of the merchant. */
  apiKey: string;
  corpId: string;
  agentId: number;
  /** The secret of 企业支付, or of the app: sources disagree (wecom.md §7.3), so it is a setting of its own. */
  paySecret: string;
  /** Undefined: the stand-in, which speaks no TLS. */
  certificate?: ClientCertificate;
}

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

/** The web server before the API: "400 No required SSL certificate was sent", "400 The SSL certificate error". */
const certificatePage = /SSL certificate/i;
const maxStatementBytes = 64 * 1024 * 1024;
const statementTimeoutMs = 60_000;
/** Packets are paid from the one or the other, as the merchant set it. */
const accounts = ["Basic", "Operation"] as const;

/** 企业红包: red packets that people open in WeCom or WeChat. */
export class WecomPayer implements Payer {
  readonly provider = "wecom";
  readonly limits = redPacketLimits;

  constructor(
    private readonly config: WecomPayConfig,
    private readonly options: Options,
  ) {}

  openidOf(userId: string) {
    return openidFor(this.options.wecom, userId);
  }

  async send(bill: Bill): Promise<BillOutcome> {
    const { certificate, mchId } = this.config;
    const now = this.options.now();
    if (certificate && isExpired(certificate.cert, now)) return { kind: "stopped", error: "CERTIFICATE" };
    try {
      const answer = await this.ask("mmpaymkttransfers/sendworkwxredpack", redPacketFields(this.config, bill));
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
      const answer = await this.ask("mmpaymkttransfers/queryworkwxredpack", signed);
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
    const fields = {
      appid: corpId,
      mch_id: mchId,
      nonce_str: `${day.replaceAll("-", "")}${account}`,
      sign_type: "HMAC-SHA256",
      bill_date: day.replaceAll("-", ""),
      account_type: account,
      tar_type: "GZIP",
    };
    const limits = { timeoutMs: statementTimeoutMs, maxBytes: maxStatementBytes };
    const { status, body } = await this.post(
      "pay/downloadfundflow",
      { ...fields, sign: signHmac(fields, apiKey) },
      limits,
    );
    if (status !== 200) throw new StatementUnread(`status ${status}`);
    // Only a refusal is XML.
    if (body[0] !== "<".charCodeAt(0)) return body;
    const answer = readXmlBody(body.toString("utf8"));
    if (answer?.err_code === "NO_BILL_EXIST") return undefined;
    throw new StatementUnread(answer?.err_code ?? answer?.return_msg ?? "garbage");
  }

  private async ask(path: string, fields: PayFields): Promise<Answer> {
    const { status, body } = await this.post(path, fields);
    if (status === 400 && certificatePage.test(body.toString("utf8"))) throw new PayUnreachable("certificate", path);
    if (status !== 200) throw new UnreadAnswer(`status ${status}`);
    const answer = readXmlBody(body.toString("utf8"));
    if (!answer) throw new UnreadAnswer("garbage");
    // Refusals come without one, and so may good answers: the pages do not say. One that is there has to fit.
    if (answer.sign && !hasValidSign(answer, this.config.apiKey)) throw new UnreadAnswer("signature");
    return answer;
  }

  private post(
    path: string,
    fields: PayFields,
    limits: { timeoutMs?: number; maxBytes?: number } = {},
  ): Promise<PayResponse> {
    const { apiUrl, certificate } = this.config;
    return exchange({
      method: "POST",
      url: `${apiUrl}/${path}`,
      headers: { "content-type": "text/xml; charset=utf-8" },
      body: xmlBody(fields),
      certificate,
      timeoutMs: this.options.timeoutMs,
      ...limits,
    });
  }
}

/** An answer nothing can be told from. */
class UnreadAnswer extends Error {}

function unknownAfter(error: unknown): BillOutcome {
  if (error instanceof PayUnreachable) return { kind: "unknown", error: error.failure };
  if (error instanceof UnreadAnswer) return { kind: "unknown", error: error.message };
  throw error;
}

/** What is frozen of a bill always makes the same request, to the byte. No `sign_type`: it is refused (WxJava #2693). */
export function redPacketFields({ mchId, corpId, agentId, apiKey, paySecret }: WecomPayConfig, bill: Bill): PayFields {
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
