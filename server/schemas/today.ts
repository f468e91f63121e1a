import { z } from "zod";
import { Amount, Day, Decimal, Id, Instant, KeyResult, Person, PlainText } from "./goals";

export const TodayKeyResult = KeyResult.extend({
  goalId: Id,
  goalTitle: z.string(),
  today: Decimal.nullable(),
  yesterday: Decimal.nullable(),
  isReportedToday: z.boolean(),
});

export const Today = z.object({
  day: Day,
  isWorkDay: z.boolean(),
  focusId: Id.nullable(),
  keyResults: z.array(TodayKeyResult),
  waitingApprovals: z.number().int(),
  latestAward: z
    .object({ id: Id, kind: z.enum(["praise", "badge"]), reason: z.string().nullable(), at: Instant })
    .nullable(),
});

export const Member = Person.extend({
  progress: z.string().nullable(),
  isSilent: z.boolean(),
  keyResults: z.array(z.object({ id: Id, title: z.string(), attainment: z.string().nullable(), status: z.string() })),
});

export const Team = z.object({
  average: z.string().nullable(),
  bestId: Id.nullable(),
  behind: z.object({ ownerId: Id, keyResultId: Id, title: z.string() }).nullable(),
  silentIds: z.array(Id),
  members: z.array(Member),
});

export const Report = z.object({
  params: z.object({ id: Id }),
  body: z.strictObject({
    operation: z.enum(["set", "add"]),
    amount: Amount,
    confidence: z.number().int().min(0).max(10).nullable().optional(),
    note: PlainText(500).nullable().optional(),
    /** When it was done; a phone that was offline sends it later. Now unless stated. */
    occurredAt: Instant.optional(),
  }),
});

export const Reported = z.object({ checkInId: Id, value: Decimal.nullable(), isReached: z.boolean() });

export const CheckIn = z.object({
  id: Id,
  operation: z.enum(["set", "add"]),
  amount: Decimal,
  /** The business day it was said on. */
  day: Day,
  confidence: z.number().int().nullable(),
  note: z.string().nullable(),
  source: z.enum(["chat", "web", "import"]),
  /** Null for imported figures. */
  by: Person.nullable(),
  at: Instant,
  /** Null while it stands. */
  retractedAt: Instant.nullable(),
  abilities: z.object({ retract: z.boolean() }),
});
export const CheckIns = z.object({ checkIns: z.array(CheckIn) });
export const ListCheckIns = z.object({
  params: z.object({ id: Id }),
  query: z.object({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
});

export const Praise = z.object({ body: z.strictObject({ employeeId: Id, reason: PlainText(100) }) });

export const Recognition = z.object({
  id: Id,
  kind: z.enum(["praise", "badge"]),
  receiver: Person,
  giver: Person.nullable(),
  badge: z.string().nullable(),
  reason: z.string().nullable(),
  at: Instant,
  isRevoked: z.boolean(),
});
export const Recognitions = z.object({ recognitions: z.array(Recognition) });
export const ListRecognitions = z.object({
  query: z.object({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
});

export const FindPeople = z.object({ query: z.object({ query: z.string().trim().min(1).max(64) }) });
export const FoundPeople = z.object({
  people: z.array(Person.extend({ department: z.string().nullable(), position: z.string().nullable() })),
});

export const Me = Person.extend({ roles: z.array(z.enum(["hr", "executive", "operator"])) });
