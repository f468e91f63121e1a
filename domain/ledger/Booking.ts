import type { LedgerAccount, LedgerKind } from "../../entities";

/** One side of a booking: fen, never both. */
export interface BookingLine {
  account: LedgerAccount;
  budgetId: string;
  /** Whose income it is, on `spent`. */
  employeeId?: string;
  debitFen: number;
  creditFen: number;
}

/** What is to be posted. `key` makes it impossible twice. */
export interface Booking {
  key: string;
  kind: LedgerKind;
  lines: readonly BookingLine[];
}

interface Move {
  budgetId: string;
  employeeId?: string;
}

const debit = (account: LedgerAccount, fen: number, of: Move): BookingLine => ({
  account,
  ...of,
  debitFen: fen,
  creditFen: 0,
});
const credit = (account: LedgerAccount, fen: number, of: Move): BookingLine => ({
  account,
  ...of,
  debitFen: 0,
  creditFen: fen,
});

/** The moves money can make. `id` is the packet's, part's, budget's or bill's. */
export const booking = {
  grant: (id: string, budgetId: string, fen: number): Booking => ({
    key: `grant:${id}`,
    kind: "grant",
    lines: [debit("available", fen, { budgetId }), credit("granted", fen, { budgetId })],
  }),
  withdraw: (id: string, budgetId: string, fen: number): Booking => ({
    key: `withdraw:${id}`,
    kind: "withdraw",
    lines: [debit("granted", fen, { budgetId }), credit("available", fen, { budgetId })],
  }),
  carry: (from: string, to: string, month: string, fen: number): Booking => ({
    key: `carry:${from}:${month}`,
    kind: "carry",
    lines: [debit("available", fen, { budgetId: to }), credit("available", fen, { budgetId: from })],
  }),
  reserve: (packetId: string, budgetId: string, fen: number): Booking => ({
    key: `reserve:${packetId}`,
    kind: "reserve",
    lines: [debit("reserved", fen, { budgetId }), credit("available", fen, { budgetId })],
  }),
  /** `id`: the packet's where all of it is given up, the part's where one is. */
  release: (id: string, budgetId: string, fen: number): Booking => ({
    key: `release:${id}`,
    kind: "release",
    lines: [debit("available", fen, { budgetId }), credit("reserved", fen, { budgetId })],
  }),
  pay: (billNo: string, budgetId: string, employeeId: string, fen: number): Booking => ({
    key: `pay:${billNo}`,
    kind: "pay",
    lines: [debit("spent", fen, { budgetId, employeeId }), credit("reserved", fen, { budgetId })],
  }),
  /** Paid though nothing was promised for it any more: out of what is left. */
  payBeyond: (billNo: string, budgetId: string, employeeId: string, fen: number): Booking => ({
    key: `pay:${billNo}`,
    kind: "pay",
    lines: [debit("spent", fen, { budgetId, employeeId }), credit("available", fen, { budgetId })],
  }),
  /** Not taken: it can be given again. */
  return: (billNo: string, budgetId: string, employeeId: string, fen: number): Booking => ({
    key: `return:${billNo}`,
    kind: "return",
    lines: [debit("available", fen, { budgetId }), credit("spent", fen, { budgetId, employeeId })],
  }),
};
