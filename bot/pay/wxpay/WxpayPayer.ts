import { type KeyObject, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Bill, BillOutcome, Payer, PayLimits, StatementLine } from "../../../domain/context";
import type { WecomClient } from "../../wecom/WecomClient";
import { exchange, type PayResponse } from "../exchange";
import { openidFor } from "../openidFor";
import { PayUnreachable } from "../PayUnreachable";
import { StatementUnread } from "../StatementUnread";
import { readStatement } from "../statement/readStatement";
import { type PlatformKey, type SignatureFlaw, signatureFlaw } from "./checkSigned";
import { authorizationHeader, requestText, signRsa } from "./signV3";
import { type SceneId, transferBody } from "./transferBody";
import { outcomeOfQuery, outcomeOfSending, type TransferAnswer } from "./transferOutcome";

export interface WxpayConfig {
  /** `https://api.mch.weixin.qq.com` */
  apiUrl: string;
  mchId: string;
  /** The company's, bound to the merchant. */
  corpId: string;
  /** The serial of the merchant's certificate, and its key. */
  serial: string;
  key: KeyObject;
  platform: PlatformKey;
  sceneId: SceneId;
  /** Where we are told how a transfer ended; undefined: it is asked for. */
  notifyUrl?: string;
}

interface Options {
  wecom: WecomClient;
  now: () => Date;
  timeoutMs?: number;
}

/** The defaults of 商家转账 (wecom.md §7.4); a merchant may have others. To one person as often as one likes. */
export const transferLimits: PayLimits = {
  minFen: 10,
  maxFen: 200_00,
  personDayFen: 20_000_00,
  personDayCount: 1000,
  companyDayFen: 100_000_00,
  perMinute: 6000,
  queryDays: 30,
};

const transferPath = "/v3/fund-app/mch-transfer/transfer-bills";
const StatementAnswer = z.object({ download_url: z.url(), hash_type: z.literal("SHA1"), hash_value: z.string() });
const Refusal = z.object({ code: z.string() });
const maxStatementBytes = 64 * 1024 * 1024;
const statementTimeoutMs = 60_000;
const accounts = ["BASIC", "OPERATION"] as const;

/** 商家转账 of WeChat Pay v3: money that people confirm in WeChat. */
export class WxpayPayer implements Payer {
  readonly provider = "wxpay";
  readonly limits = transferLimits;

  constructor(
    private readonly config: WxpayConfig,
    private readonly options: Options,
  ) {}

  openidOf(userId: string) {
    return openidFor(this.options.wecom, userId);
  }

  async send(bill: Bill): Promise<BillOutcome> {
    const body = JSON.stringify(transferBody(this.config, bill));
    const { mchId } = this.config;
    return this.judge("POST", transferPath, body, (answer) =>
      outcomeOfSending(answer, bill, { mchId, now: this.options.now() }),
    );
  }

  async query(billNo: string, amountFen?: number): Promise<BillOutcome> {
    const { mchId } = this.config;
    const path = `${transferPath}/out-bill-no/${encodeURIComponent(billNo)}`;
    return this.judge("GET", path, "", (answer) => outcomeOfQuery(answer, { billNo, amountFen, mchId }));
  }

  async *statement(day: string): AsyncGenerator<StatementLine> {
    for (const account of accounts) {
      const file = await this.findStatement(day, account);
      if (file) yield* readStatement({ bytes: await this.download(file.download_url), sha1: file.hash_value });
    }
  }

  /** Undefined: nothing moved on that account that day. */
  private async findStatement(day: string, account: string) {
    const query = new URLSearchParams({ bill_date: day, account_type: account, tar_type: "GZIP" });
    const { response, flaw } = await this.call("GET", `/v3/bill/fundflowbill?${query}`, "");
    if (flaw) throw new StatementUnread(flaw);
    const answer = parse(response.body);
    const refusal = Refusal.safeParse(answer);
    // 400 by the documentation, 404 by what people saw.
    if (refusal.success && refusal.data.code === "NO_STATEMENT_EXIST") return undefined;
    const file = StatementAnswer.safeParse(answer);
    if (response.status === 200 && file.success) return file.data;
    throw new StatementUnread(refusal.data?.code ?? `status ${response.status}`);
  }

  /** The file itself comes unsigned (doc 4013071254): it is its hash that is signed. */
  private async download(url: string): Promise<Buffer> {
    const { origin, pathname, search } = new URL(url);
    // The request carries a signature of ours: it goes nowhere else.
    if (origin !== new URL(this.config.apiUrl).origin) throw new StatementUnread("another host");
    const limits = { timeoutMs: statementTimeoutMs, maxBytes: maxStatementBytes };
    const { status, body } = await this.request("GET", { origin, path: pathname + search }, "", limits);
    if (status !== 200) throw new StatementUnread(`status ${status}`);
    return body;
  }

  private async judge(
    method: "GET" | "POST",
    path: string,
    body: string,
    outcome: (answer: TransferAnswer) => BillOutcome,
  ): Promise<BillOutcome> {
    try {
      const { response, flaw } = await this.call(method, path, body);
      // A signature that is there and wrong makes all of it worthless; a refusal may come without one.
      if (flaw && (flaw !== "unsigned" || response.status === 200)) return { kind: "unknown", error: flaw };
      return outcome({ status: response.status, body: response.body.toString("utf8"), isTrusted: !flaw });
    } catch (error) {
      if (error instanceof PayUnreachable) return { kind: "unknown", error: error.failure };
      throw error;
    }
  }

  private async call(method: "GET" | "POST", path: string, body: string) {
    const { origin, pathname } = new URL(this.config.apiUrl);
    const prefix = pathname === "/" ? "" : pathname;
    const response = await this.request(method, { origin, path: prefix + path }, body);
    const { headers } = response;
    const flaw: SignatureFlaw | undefined = signatureFlaw(
      { headers, body: response.body.toString("utf8") },
      this.config.platform,
      this.options.now(),
    );
    return { response, flaw };
  }

  private request(
    method: "GET" | "POST",
    { origin, path }: { origin: string; path: string },
    body: string,
    limits: { timeoutMs?: number; maxBytes?: number } = {},
  ): Promise<PayResponse> {
    const { mchId, serial, key, platform } = this.config;
    const timestamp = Math.floor(this.options.now().getTime() / 1000);
    const nonce = randomBytes(16).toString("hex");
    const signature = signRsa(requestText(method, path, { timestamp, nonce, body }), key);
    return exchange({
      method,
      url: origin + path,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: authorizationHeader({ mchId, serial, timestamp, nonce, signature }),
        // By which of its keys the answer is to be signed.
        "wechatpay-serial": platform.id,
      },
      body: body || undefined,
      timeoutMs: this.options.timeoutMs,
      ...limits,
    });
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
