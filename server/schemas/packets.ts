import { z } from "zod";
import { Id, Instant, Person, PlainText } from "./goals";

/** Fen: whole and above zero, as exact as money is. */
export const Fen = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Split = z.enum(["single", "equal", "shares", "lucky"]);

export const PacketPart = z.object({
  id: Id,
  receiver: Person,
  /** Null for a lucky draw that was not let pass: nobody takes it back for what was drawn. */
  amountFen: Fen.nullable(),
  state: z.enum(["waiting", "owed", "paying", "paid", "received", "refunded", "failed", "cancelled"]),
  /** Why it waits for a person; null where it does not. */
  problem: z.string().nullable(),
  abilities: z.object({
    resume: z.boolean(),
    giveUp: z.boolean(),
    /** After a look at the merchant's platform, where nobody else has an answer any more. */
    notPaid: z.boolean(),
    wasPaid: z.boolean(),
  }),
});

export const Packet = z.object({
  id: Id,
  /** Null where a rule gave it. */
  giver: Person.nullable(),
  team: z.object({ id: Id, name: z.string() }).nullable(),
  split: Split,
  totalFen: Fen,
  reason: z.string(),
  value: z.string().nullable(),
  state: z.enum(["requested", "approved", "returned", "cancelled"]),
  requestedAt: Instant,
  budget: z.object({ department: z.string(), month: z.string(), leftFen: Fen }),
  parts: z.array(PacketPart),
  approvalsNeeded: z.number().int(),
  approvals: z.array(
    z.object({ by: Person, decision: z.enum(["approve", "return"]), note: z.string().nullable(), at: Instant }),
  ),
  abilities: z.object({ approve: z.boolean(), return: z.boolean(), cancel: z.boolean(), settle: z.boolean() }),
});

export const Packets = z.object({
  packets: z.array(Packet),
  /** Whether money goes out at all just now. */
  payouts: z.object({ isFrozen: z.boolean(), reason: z.string().nullable(), mayFreeze: z.boolean() }),
});

export const ListPackets = z.object({
  query: z.object({
    scope: z.enum(["given", "waiting", "held"]).default("given"),
    after: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
});

const onePlace = { message: "请选一位同事或一个团队", path: ["employeeId"] };

export const GivePacket = z.object({
  body: z
    .object({
      employeeId: Id.optional(),
      departmentId: Id.optional(),
      totalFen: z.number().int().min(1).max(1_000_000_000),
      split: Split.exclude(["single"]).optional(),
      shares: z.record(Id, z.number().int().min(1).max(10_000)).optional(),
      reason: PlainText(100),
      value: PlainText(20).nullish(),
    })
    .refine(({ employeeId, departmentId }) => (employeeId === undefined) !== (departmentId === undefined), onePlace),
});

export const PlanPacket = z.object({
  query: z
    .object({ employeeId: Id.optional(), departmentId: Id.optional() })
    .refine(({ employeeId, departmentId }) => (employeeId === undefined) !== (departmentId === undefined), onePlace),
});

export const GivingPlan = z.object({
  /** Who would get something. */
  receivers: z.array(Person),
  /**
   * What it would come out of: the first with enough left, else it is too much for the last. Empty where nobody has filled
   * a budget this month.
   */
  budgets: z.array(z.object({ department: z.string(), month: z.string(), leftFen: Fen })),
});

export const ReturnPacket = z.object({ params: z.object({ id: Id }), body: z.object({ note: PlainText(100) }) });

export const GivingLimits = z.object({
  /** Null where nothing is paid out. */
  limits: z.object({ directFen: Fen, minFen: Fen, maxFen: Fen, packetFen: Fen }).nullable(),
  /** Teams the person may give to. */
  teams: z.array(z.object({ id: Id, name: z.string(), people: z.number().int() })),
  /** The company's values a packet can stand for. */
  values: z.array(z.string()),
});

export const Budget = z.object({
  id: Id,
  department: z.object({ id: Id, name: z.string() }),
  month: z.string(),
  grantedFen: Fen,
  carriedFen: z.number().int(),
  reservedFen: Fen,
  spentFen: Fen,
  returnedFen: Fen,
  leftFen: Fen,
  /** Whole per cent that is promised or gone. */
  used: z.number().int(),
});

export const Budgets = z.object({
  month: z.string(),
  budgets: z.array(Budget),
  mayGrant: z.boolean(),
  /** Everybody's income of the month as a sheet, for payroll. */
  mayExportIncome: z.boolean(),
  /** Whose budget can be filled; nobody's for who may not. */
  departments: z.array(z.object({ id: Id, name: z.string() })),
});
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "月份请写成例如 2026-11");
export const OfMonth = z.object({ params: z.object({ month: Month }) });
export const ListBudgets = z.object({ query: z.object({ month: Month.optional() }) });
export const GrantBudget = z.object({
  body: z.object({ departmentId: Id, month: Month, amountFen: z.number().int() }),
});

/** What one person got: their own alone. */
export const MyIncome = z.object({
  parts: z.array(
    z.object({
      id: Id,
      amountFen: Fen,
      state: PacketPart.shape.state,
      reason: z.string(),
      giver: Person.nullable(),
      at: Instant,
      /** What opens the page in WeChat on which it is taken; null where there is nothing to take there. */
      confirm: z.object({ mchId: z.string(), appId: z.string(), package: z.string() }).nullable(),
    }),
  ),
});
