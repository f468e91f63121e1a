import { businessDayOf } from "../../../domain/calendar";
import type { Bill, BillOutcome, Payee, Payer, PayLimits, StatementLine } from "../../../domain/context";

type State = "accepted" | "paid" | "received" | "refunded" | "failed" | "lapsed";

interface Entry {
  bill: Bill;
  state: State;
  isToConfirm: boolean;
  paidAt: Date;
  refundedAt?: Date;
}

/** What a call does besides, or in place of, what it should. */
export type Trouble =
  | "none"
  /** The bill never got there. */
  | "lost"
  /** It got there, and the answer was lost. */
  | "unheard"
  | "failed"
  | "later"
  | "stopped"
  | "throws";

/** The provider's own books, with the trouble a test wishes for: one bill number is one payment, as it promises. */
export class FakeMerchant implements Payer {
  readonly provider = "wecom";
  readonly books = new Map<string, Entry>();
  /** Troubles of the calls to come; none when it is empty. */
  troubles: Trouble[] = [];
  openids = new Map<string, string>();
  /** What is sent from now on has to be confirmed by its receiver, and has not left until it is. */
  isToConfirm = false;
  areOpenidsBound = false;
  /** Told before and after each call. */
  onCall: (name: string) => void = () => undefined;

  constructor(
    private readonly now: () => Date,
    readonly limits: PayLimits = {
      minFen: 100,
      maxFen: 20_000,
      personDayFen: 100_000,
      personDayCount: 10,
      companyDayFen: 100_000_000,
      perMinute: 1800,
      queryDays: 30,
    },
  ) {}

  async openidOf({ wecomUserId }: Payee) {
    const bound = this.openids.get(wecomUserId ?? "");
    return bound ?? (this.areOpenidsBound ? undefined : `openid-${wecomUserId}`);
  }

  async send(bill: Bill): Promise<BillOutcome> {
    this.onCall("send");
    const trouble = this.troubles.shift() ?? "none";
    if (trouble === "throws") throw new Error("no connection");
    if (trouble === "lost") return { kind: "unknown", error: "timeout" };
    if (trouble === "later") return { kind: "later", error: "FREQ_LIMIT", afterSeconds: 60 };
    if (trouble === "stopped") return { kind: "stopped", error: "NOTENOUGH" };
    const before = this.books.get(bill.billNo);
    if (before && JSON.stringify(before.bill) !== JSON.stringify(bill))
      return { kind: "stopped", error: "FATAL_ERROR" };
    const state = trouble === "failed" ? "failed" : this.isToConfirm ? "accepted" : "paid";
    if (!before) this.books.set(bill.billNo, { bill, state, isToConfirm: this.isToConfirm, paidAt: this.now() });
    this.onCall("sent");
    if (trouble === "unheard") return { kind: "unknown", error: "SYSTEMERROR" };
    const outcome = this.outcomeOf(bill.billNo);
    return outcome.kind === "accepted" ? { ...outcome, packageInfo: `package-${bill.billNo}` } : outcome;
  }

  async query(billNo: string): Promise<BillOutcome> {
    this.onCall("query");
    const trouble = this.troubles.shift() ?? "none";
    if (trouble === "throws") throw new Error("no connection");
    if (trouble === "lost" || trouble === "unheard") return { kind: "unknown", error: "timeout" };
    return this.outcomeOf(billNo);
  }

  async *statement(day: string): AsyncGenerator<StatementLine> {
    for (const { bill, state, paidAt, refundedAt } of this.books.values()) {
      const { billNo, amountFen } = bill;
      const line = { billNo, providerNo: `p${billNo}`, amountFen };
      const hasLeft = state !== "failed" && state !== "accepted" && state !== "lapsed";
      if (hasLeft && dayOf(paidAt) === day) yield { ...line, kind: "paid", at: paidAt };
      if (refundedAt && dayOf(refundedAt) === day) yield { ...line, kind: "refunded", at: refundedAt };
    }
  }

  take(billNo: string) {
    const entry = this.books.get(billNo);
    if (entry?.state === "accepted") entry.paidAt = this.now();
    if (entry?.state === "paid" || entry?.state === "accepted") entry.state = "received";
  }

  /** What nobody confirmed. */
  lapse(billNo: string) {
    const entry = this.books.get(billNo);
    if (entry?.state === "accepted") entry.state = "lapsed";
  }

  refund(billNo: string) {
    const entry = this.books.get(billNo);
    if (entry?.state !== "paid") return;
    entry.state = "refunded";
    entry.refundedAt = this.now();
  }

  outcomeOf(billNo: string): BillOutcome {
    const entry = this.books.get(billNo);
    if (!entry) return { kind: "absent" };
    if (entry.state === "failed") return { kind: "failed", error: "SEND_FAILED" };
    const providerNo = `p${billNo}`;
    if (entry.state === "lapsed") return { kind: "lapsed", providerNo, error: "OVERDUE_CLOSE" };
    if (entry.state === "accepted") return { kind: "accepted", providerNo, isToConfirm: true };
    return { kind: entry.state, providerNo };
  }

  /** Fen that left for each account and did not come back. */
  paidTo(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { bill, state } of this.books.values())
      if (state === "paid" || state === "received")
        sums.set(bill.openid, (sums.get(bill.openid) ?? 0) + bill.amountFen);
    return sums;
  }
}

const dayOf = (at: Date) => businessDayOf(at, "Asia/Shanghai");
