import { z } from "zod";
import type { Bill, BillOutcome, PayAccount, Payee, Payer, PayLimits, StatementLine } from "../../../domain/context";
import type { WecomClient } from "../../wecom/WecomClient";
import { openidFor } from "../openidFor";
import { PayUnreachable } from "../PayUnreachable";
import { parseJson } from "../parseJson";
import { StatementUnread } from "../StatementUnread";
import { readStatement } from "../statement/readStatement";
import { type SceneId, transferBody } from "./transferBody";
import { outcomeOfQuery, outcomeOfSending, type TransferAnswer } from "./transferOutcome";
import { type Method, V3Client, type V3Config } from "./V3Client";

export interface WxpayConfig extends V3Config {
  /** The company's, bound to the merchant. */
  corpId: string;
  /** The mini-program people confirm in, bound to the merchant as well; undefined: they do in WeChat's browser. */
  miniprogramId?: string;
  sceneId: SceneId;
  /** Where we are told how a transfer ended; undefined: it is asked for. */
  notifyUrl?: string;
}

interface Options {
  wecom: WecomClient;
  /** The account of the mini-program in WeChat that a person has bound. */
  boundOpenidOf?: (employeeId: string) => Promise<string | undefined>;
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
const statementLimits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 };
const accounts = ["BASIC", "OPERATION"] as const;

/** 商家转账 of WeChat Pay v3: money that people confirm in WeChat. */
export class WxpayPayer implements Payer {
  readonly provider = "wxpay";
  readonly limits = transferLimits;
  readonly account: PayAccount;
  readonly areOpenidsBound: boolean;
  private readonly client: V3Client;

  constructor(
    private readonly config: WxpayConfig,
    private readonly options: Options,
  ) {
    const { mchId, corpId, miniprogramId } = config;
    this.account = { mchId, appId: miniprogramId ?? corpId };
    this.areOpenidsBound = miniprogramId !== undefined;
    this.client = new V3Client(config, options);
  }

  async openidOf(person: Payee) {
    if (this.areOpenidsBound) return this.options.boundOpenidOf?.(person.id);
    return openidFor(this.options.wecom, person);
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
    const { status, body, flaw } = await this.client.ask("GET", `/v3/bill/fundflowbill?${query}`);
    if (flaw) throw new StatementUnread(flaw);
    const answer = parseJson(body);
    const refusal = Refusal.safeParse(answer);
    // 400 by the documentation, 404 by what people saw.
    if (refusal.success && refusal.data.code === "NO_STATEMENT_EXIST") return undefined;
    const file = StatementAnswer.safeParse(answer);
    if (status === 200 && file.success) return file.data;
    throw new StatementUnread(refusal.data?.code ?? `status ${status}`);
  }

  /** The file itself comes unsigned (doc 4013071254): it is its hash that is signed. */
  private async download(url: string): Promise<Buffer> {
    const file = await this.client.fetchFile(url, statementLimits);
    if (!file) throw new StatementUnread("another host");
    if (file.status !== 200) throw new StatementUnread(`status ${file.status}`);
    return file.body;
  }

  private async judge(
    method: Method,
    path: string,
    body: string,
    outcome: (answer: TransferAnswer) => BillOutcome,
  ): Promise<BillOutcome> {
    try {
      const { flaw, ...answer } = await this.client.ask(method, path, body);
      // A signature that is there and wrong makes all of it worthless; a refusal may come without one.
      if (flaw && (flaw !== "unsigned" || answer.status === 200)) return { kind: "unknown", error: flaw };
      return outcome({ ...answer, isTrusted: !flaw });
    } catch (error) {
      if (error instanceof PayUnreachable) return { kind: "unknown", error: error.failure };
      throw error;
    }
  }
}
