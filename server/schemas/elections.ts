import { z } from "zod";
import { Day, Id, Person, PlainText } from "./goals";

const ElectionHead = z.object({
  id: Id,
  /** 'YYYY-MM' */
  month: z.string(),
  /** Null: the whole company. */
  department: z.object({ id: Id, name: z.string() }).nullable(),
  seats: z.number().int(),
  phase: z.enum(["nominating", "voting", "counting", "closed", "cancelled"]),
  /** Last days, both included. */
  nominateUntil: Day,
  voteUntil: Day,
  /** How many have voted. */
  turnout: z.number().int(),
  hasVoted: z.boolean(),
  abilities: z.object({
    nominate: z.boolean(),
    withdrawNomination: z.boolean(),
    vote: z.boolean(),
    withdrawVote: z.boolean(),
    cancel: z.boolean(),
  }),
});

export const ElectionSummary = ElectionHead.extend({ nominees: z.number().int(), winners: z.array(Person) });

export const Elections = z.object({
  elections: z.array(ElectionSummary),
  abilities: z.object({ open: z.boolean() }),
  /** Where one may be opened; empty for who may not. */
  departments: z.array(z.object({ id: Id, name: z.string() })),
  /** Last days that suit one opened today, in work days; null for who may not. */
  usualDays: z.object({ nominateUntil: Day, voteUntil: Day }).nullable(),
});

export const Nominee = Person.extend({
  reasons: z.array(z.object({ by: Person, reason: z.string() })),
  /** Null until it is counted. */
  votes: z.number().int().nullable(),
  isElected: z.boolean(),
  /** Whether my vote is theirs, and whether it can be. */
  isMyVote: z.boolean(),
  mayVote: z.boolean(),
  /** Whether I put them forward. */
  isMyNominee: z.boolean(),
});

export const Election = ElectionHead.extend({
  nominees: z.array(Nominee),
  /** How many I may still put forward. */
  nominationsLeft: z.number().int(),
});

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "月份，例如 2026-05");

export const OpenElection = z.object({
  body: z.strictObject({
    month: Month,
    departmentId: Id.nullable().default(null),
    seats: z.number().int().min(1).max(10),
    nominateUntil: Day,
    voteUntil: Day,
  }),
});
export const Nominate = z.object({
  params: z.object({ id: Id }),
  body: z.strictObject({ employeeId: Id, reason: PlainText(100) }),
});
export const OneNomination = z.object({ params: z.object({ id: Id, employeeId: Id }) });
export const CastVote = z.object({ params: z.object({ id: Id }), body: z.strictObject({ nomineeId: Id }) });
