/** What the merchant asks to be paid. Everything in it is part of what a number stands for. */
export interface DeskOrder {
  protocol: "wecom" | "wxpay";
  billNo: string;
  openid: string;
  amountFen: number;
  wishing: string;
  actName: string;
  /** The whole request: a repeat has to be the same. */
  request: string;
  notifyUrl?: string;
}

export type DeskState = "waiting" | "received" | "refunded" | "failed";

/** A bill in the provider's books. */
export interface DeskBill extends DeskOrder {
  providerNo: string;
  state: DeskState;
  acceptedAt: Date;
  endedAt?: Date;
}

/** The account moved. */
export interface DeskFlow {
  at: Date;
  bill: DeskBill;
  kind: "paid" | "refunded";
}

/** A refusal, by the v2 protocol's code. */
export class DeskRefusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export const deskFaults = [
  "paySystemErrorDone",
  "paySystemErrorUndone",
  "payTimeout",
  "payNotEnough",
  "payFrequency",
  "payPersonCap",
  "payFailed",
  "payCertificate",
  "payBadSignature",
  "payOtherBill",
  "payClock",
  "payGarbage",
  "payBadGateway",
  "payBadStatement",
] as const;
export type DeskFault = (typeof deskFaults)[number];
