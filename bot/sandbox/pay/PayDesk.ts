import { randomInt } from "node:crypto";
import { businessDayOf } from "../../../domain/calendar";
import { RollingLimit } from "../RollingLimit";
import { type DeskBill, type DeskFault, type DeskFlow, type DeskOrder, DeskRefusal } from "./DeskBill";

/** The provider's rules (wecom.md §7.1). Its days are Beijing's. */
export interface DeskLimits {
  minFen: number;
  maxFen: number;
  personDayFen: number;
  personDayCount: number;
  dayFen: number;
  perMinute: number;
}

const zone = "Asia/Shanghai";
const defaults: DeskLimits = {
  minFen: 10,
  maxFen: 200_00,
  personDayFen: 1_000_00,
  personDayCount: 10,
  dayFen: 1_000_000_00,
  perMinute: 1800,
};
const openBalanceFen = 100_000_00;
export const unclaimedMs = 24 * 3_600_000;

/** The books of the stand-in for WeChat Pay: who was paid what, by which number. In memory, like all of the sandbox. */
export class PayDesk {
  readonly faults = new Set<DeskFault>();
  /** Told of a bill whenever it is new or has changed. */
  readonly listeners = new Set<(bill: DeskBill) => void>();
  readonly flows: DeskFlow[] = [];
  readonly limits: DeskLimits;
  balanceFen = openBalanceFen;
  private readonly bills = new Map<string, DeskBill>();
  private readonly calls: RollingLimit;

  constructor(
    readonly now: () => Date,
    limits: Partial<DeskLimits> = {},
  ) {
    this.limits = { ...defaults, ...limits };
    this.calls = new RollingLimit(this.limits.perMinute, 60);
  }

  /** What a test may rely on: each payment that was ever taken, once. */
  books() {
    this.settle();
    return [...this.bills.values()].map(({ billNo, openid, amountFen, state }) => ({
      billNo,
      openid,
      amountFen,
      state,
    }));
  }

  /** Takes a bill, or answers what it took by that number before. @throws DeskRefusal */
  accept(order: DeskOrder): DeskBill {
    this.settle();
    const known = this.bills.get(order.billNo);
    if (known) {
      if (known.request !== order.request) throw new DeskRefusal("FATAL_ERROR");
      return known;
    }
    if (!this.calls.take("merchant", this.now().getTime())) throw new DeskRefusal("FREQ_LIMIT");
    this.checkLimits(order);
    if (this.faults.has("payFailed")) return this.write(order, "failed");
    if (this.balanceFen < order.amountFen) throw new DeskRefusal("NOTENOUGH");
    this.balanceFen -= order.amountFen;
    const bill = this.write(order, "waiting");
    // A transfer leaves the account when it is confirmed, a packet when it is sent.
    if (order.protocol === "wecom") this.flows.push({ at: this.now(), bill, kind: "paid" });
    return bill;
  }

  find(billNo: string): DeskBill | undefined {
    this.settle();
    return this.bills.get(billNo);
  }

  /** The person opens their packet, or confirms their transfer. */
  claim(billNo: string, openid: string): boolean {
    const bill = this.find(billNo);
    if (bill?.openid !== openid || bill.state !== "waiting") return false;
    if (bill.protocol === "wxpay") this.flows.push({ at: this.now(), bill, kind: "paid" });
    this.end(bill, "received", this.now());
    return true;
  }

  /** What nobody opened within a day comes back. */
  settle(): void {
    for (const bill of this.bills.values()) {
      const due = new Date(bill.acceptedAt.getTime() + unclaimedMs);
      if (bill.state !== "waiting" || due > this.now()) continue;
      this.balanceFen += bill.amountFen;
      if (bill.protocol === "wecom") this.flows.push({ at: due, bill, kind: "refunded" });
      this.end(bill, bill.protocol === "wecom" ? "refunded" : "failed", due);
    }
  }

  private write(order: DeskOrder, state: DeskBill["state"]): DeskBill {
    const providerNo = `1000041701${businessDayOf(this.now(), zone).replaceAll("-", "")}${randomInt(1e9, 1e10)}`;
    const bill: DeskBill = { ...order, providerNo, state, acceptedAt: this.now() };
    this.bills.set(order.billNo, bill);
    this.tell(bill);
    return bill;
  }

  private end(bill: DeskBill, state: DeskBill["state"], at: Date) {
    bill.state = state;
    bill.endedAt = at;
    this.tell(bill);
  }

  private tell(bill: DeskBill) {
    for (const listener of this.listeners) listener(bill);
  }

  private checkLimits({ openid, amountFen }: DeskOrder) {
    const { minFen, maxFen, personDayFen, personDayCount, dayFen } = this.limits;
    if (amountFen < minFen || amountFen > maxFen) throw new DeskRefusal("MONEY_LIMIT");
    const day = businessDayOf(this.now(), zone);
    const today = [...this.bills.values()].filter((bill) => businessDayOf(bill.acceptedAt, zone) === day);
    const theirs = today.filter((bill) => bill.openid === openid);
    const sum = (bills: DeskBill[]) => bills.reduce((total, bill) => total + bill.amountFen, amountFen);
    if (theirs.length >= personDayCount) throw new DeskRefusal("SENDNUM_LIMIT");
    if (sum(theirs) > personDayFen) throw new DeskRefusal("RCVDAMOUNT_LIMIT");
    if (sum(today) > dayFen) throw new DeskRefusal("SENDAMOUNT_LIMIT");
  }
}
