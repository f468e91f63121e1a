import type { Budget, LedgerAccount, LedgerKind, PacketPart } from "../../entities";

/** One side of a booking: fen, never both. */
export interface BookingLine {
  account: LedgerAccount;
  budgetId: string;
  /** Whose income it is, on `spent`; to whom a packet promises it, on `reserved`. */
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

type Promised = Pick<PacketPart, "employeeId" | "amountFen">;

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
  /** The key says, signed as it is, whose money it is and of which month. */
  grant: (id: string, budget: Pick<Budget, "id" | "departmentId" | "month">, fen: number): Booking => ({
    key: `grant:${id}:${budget.departmentId}:${budget.month}`,
    kind: "grant",
    lines: [debit("available", fen, { budgetId: budget.id }), credit("granted", fen, { budgetId: budget.id })],
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
  /** Says who is to get how much, so that nobody can change that afterwards. */
  reserve: (packetId: string, budgetId: string, parts: readonly Promised[]): Booking => ({
    key: `reserve:${packetId}`,
    kind: "reserve",
    lines: [
      ...parts.map(({ employeeId, amountFen }) => debit("reserved", amountFen, { budgetId, employeeId })),
      credit(
        "available",
        parts.reduce((sum, { amountFen }) => sum + amountFen, 0),
        { budgetId },
      ),
    ],
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
