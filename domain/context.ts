import type { EntityManager } from "typeorm";
import type { Department, Employee, Notice, Role, Via } from "../entities";
import type { Database } from "../entities/database";

/** A signed-in person with the rights they hold. */
export interface Actor extends Employee {
  roles: readonly Role[];
}

export interface Clock {
  now(): Date;
}

/** What the operator set for the company. */
export interface Company {
  /** IANA zone of the business day. */
  zone: string;
  /** Where people reach the pages, without a slash at the end. */
  publicUrl: string;
  /** Signs the links of the ledger's chain and makes bill numbers; whoever knows it can forge both. */
  auditKey: string;
  /** What the provider of payouts allows; undefined: nothing is paid out, and packets cannot be given. */
  payLimits?: PayLimits;
}

/** One unit of work: everything in it happens in one transaction, at one instant. */
export interface Work {
  db: EntityManager;
  now: Date;
  company: Company;
  via: Via;
  /** Notices written so far; delivery is woken after the commit when there are any. */
  owed: number;
}

/** Work somebody asked for. Work without a person has no `actor`, so the compiler keeps jobs from such verbs. */
export interface Context extends Work {
  actor: Actor;
}

/** What a query for somebody needs. */
export type Reader = Pick<Context, "db" | "now" | "company" | "actor">;

/** What a channel needs to carry a notice. `facts` are those of its template, as of the notice's `asOf`. */
export interface Delivery {
  notice: Notice;
  person: Employee | null;
  team: Department | null;
  facts: unknown;
}

export type Outcome =
  | { kind: "sent"; messageId?: string; responseCode?: string }
  /** Try again; `afterSeconds` where the other side said how long to wait. */
  | { kind: "retry"; error: string; afterSeconds?: number }
  | { kind: "failed"; error: string }
  /** There is nothing to say any more, or nobody to say it to, and nothing for the operator to mend. */
  | { kind: "pointless"; reason: string };

/** At most `max` messages to one target within any `seconds`. */
export interface SendLimit {
  /** `webhook`: the robot that tells all teams without a group of their own. */
  target: "person" | "team" | "webhook" | "app";
  seconds: number;
  max: number;
}

/** Carries notices to people and teams. */
export interface Channel {
  readonly limits: readonly SendLimit[];
  deliver(delivery: Delivery): Promise<Outcome>;
}

export interface DirectoryDepartment {
  wecomId: number;
  name: string | null;
  parentWecomId: number | null;
  leaderUserIds: string[];
}

export interface DirectoryPerson {
  userId: string;
  /** Null where the app has no right to names. */
  name: string | null;
  departmentWecomIds: number[];
  mainDepartmentWecomId: number | null;
  position: string | null;
  managerUserId: string | null;
  isActive: boolean;
  /** The app may not look at them: nothing but the id is known, not even that it is still in use. */
  isUnseen?: boolean;
}

/** The provider a bill is paid through. */
export type PayProvider = "wecom" | "wxpay";

/** One payment at the provider: frozen before the first call, repeated unchanged. */
export interface Bill {
  /** The key of idempotency at the provider: ≤ 28 letters and digits. */
  billNo: string;
  openid: string;
  /** The app the openid is one of; undefined: the company's own. */
  appId?: string;
  amountFen: number;
  /** Shown on the packet, ≤ 128 bytes. */
  wishing: string;
  /** What it is for, ≤ 32 bytes. */
  actName: string;
  /** For the merchant's own list, ≤ 256 bytes. */
  remark: string;
  /** Random, ≤ 32 letters and digits: a repeat is the same to the byte. */
  nonce: string;
}

/**
 * What is known of a bill after a call; `error` is the provider's code where it gave one. Only `failed` permits another
 * bill for the same money: `later` and `stopped` speak of this call, while an earlier one may have been taken.
 */
export type BillOutcome =
  /** No answer, an answer that cannot be read or trusted, or "in progress": to be queried. */
  | { kind: "unknown"; error: string }
  /**
   * Taken by the provider; the money is neither with the person nor back. `isToConfirm`: the person has to confirm in
   * WeChat within 24 hours, which `packageInfo` opens. A query does not tell it: the same bill sent again does.
   */
  | { kind: "accepted"; providerNo: string | null; isToConfirm?: true; packageInfo?: string }
  /** The money left; the person has yet to take it (red packets). */
  | { kind: "paid"; providerNo: string | null }
  | { kind: "received"; providerNo: string | null }
  /** Not taken in time: the money is back. */
  | { kind: "refunded"; providerNo: string | null }
  /** Closed by the provider because it was not confirmed in time: the person never got it, nor will. */
  | { kind: "lapsed"; providerNo: string | null; error: string }
  | { kind: "failed"; error: string }
  /** The provider knows no such bill. That is not `failed`: it may still be on its way there. */
  | { kind: "absent" }
  /** Not taken for now (rate, a cap of the day): the same bill again, later. */
  | { kind: "later"; error: string; afterSeconds: number }
  /** Nothing helps but a person: balance, certificate, rights, a wrong parameter. The same bill once that is mended. */
  | { kind: "stopped"; error: string };

/** What the provider allows; the company's own limits are set below these. */
export interface PayLimits {
  minFen: number;
  maxFen: number;
  personDayFen: number;
  personDayCount: number;
  companyDayFen: number;
  perMinute: number;
  /** How long a bill can be queried, in days. */
  queryDays: number;
}

/** A line of the provider's statement of a day. */
export interface StatementLine {
  billNo: string;
  providerNo: string;
  kind: "paid" | "refunded";
  amountFen: number;
  at: Date;
}

export interface Payee {
  id: string;
  wecomUserId: string | null;
}

/** Whose money it is, and the app whose openids it goes to. Frozen with each bill. */
export interface PayAccount {
  mchId: string;
  appId: string;
}

/** Pays people. */
export interface Payer {
  readonly provider: PayProvider;
  readonly limits: PayLimits;
  readonly account?: PayAccount;
  /**
   * Openids are those of the WeChat accounts people bound by themselves, one account to one person: that two have the
   * same is never seen, so whoever has bound none may be the one behind the receiver's.
   */
  readonly areOpenidsBound?: boolean;
  /** What the provider calls this person; undefined when it knows nobody by that name. */
  openidOf(person: Payee): Promise<string | undefined>;
  send(bill: Bill): Promise<BillOutcome>;
  /** `amountFen`: an answer about any other amount is not believed. */
  query(billNo: string, amountFen?: number): Promise<BillOutcome>;
  /** What moved on a business day ('YYYY-MM-DD'). @throws when it cannot be had, or its checksum is wrong */
  statement(day: string): AsyncIterable<StatementLine>;
}

/** Where people and departments come from. */
export interface Directory {
  departments(): Promise<DirectoryDepartment[]>;
  people(departments: readonly DirectoryDepartment[]): Promise<DirectoryPerson[]>;
  person(userId: string): Promise<DirectoryPerson | undefined>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything the parts share. Made once by `server/main.ts`, and by `test/world.ts` for tests. */
export interface App {
  db: Database;
  clock: Clock;
  channel: Channel;
  directory: Directory;
  /** Undefined: nothing is paid out, and packets cannot be given. */
  payer?: Payer;
  company: Company;
  log: Log;
  /** Told after a commit that owes notices. */
  wake(): void;
}
