import { z } from "zod";
import { Amount, Day, Decimal, Id, Instant, KeyResult, Person, PlainText, Status } from "./goals";
import { Recognition } from "./recognition";

export const TodayKeyResult = KeyResult.extend({
  goalId: Id,
  goalTitle: z.string(),
  today: Decimal.nullable(),
  yesterday: Decimal.nullable(),
  isReportedToday: z.boolean(),
});

/** What waits for me, the most urgent first. */
export const Due = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("approval"), goalId: Id, title: z.string(), owner: Person, since: Instant }),
  z.object({ kind: z.literal("returned"), goalId: Id, title: z.string(), reason: z.string().nullable() }),
  z.object({ kind: z.literal("problem"), goalId: Id, title: z.string(), owner: Person, text: z.string() }),
  z.object({ kind: z.literal("report"), goalId: Id, keyResultId: Id, title: z.string() }),
]);

export const Today = z.object({
  me: Person.extend({ isManager: z.boolean() }),
  day: Day,
  isWorkDay: z.boolean(),
  /** The key result furthest behind its pace; the hero speaks of it. */
  focusId: Id.nullable(),
  keyResults: z.array(TodayKeyResult),
  /** At most 20; `dueCount` counts all. */
  due: z.array(Due),
  dueCount: z.number().int(),
  waitingApprovals: z.number().int(),
  /** The latest of the company, at most 3, mine first. */
  recognitions: z.array(Recognition),
});

export const Member = Person.extend({
  progress: z.string().nullable(),
  isSilent: z.boolean(),
  keyResults: z.array(z.object({ id: Id, title: z.string(), attainment: z.string().nullable(), status: Status })),
});

export const Team = z.object({
  average: z.string().nullable(),
  /** How many people stand where; from inclusive, to exclusive, in per cent. The last has no end. */
  distribution: z.array(z.object({ from: z.number(), to: z.number().nullable(), count: z.number().int() })),
  best: Person.extend({ progress: z.string(), title: z.string().nullable() }).nullable(),
  behind: z
    .object({
      owner: Person,
      goalId: Id,
      keyResultId: Id,
      title: z.string(),
      attainment: z.string().nullable(),
      pace: z.string(),
      status: Status,
    })
    .nullable(),
  silent: z.array(Person),
  /** Best first; those without a value last. */
  members: z.array(Member),
});

/** A key result one can report on now. */
export const Reportable = KeyResult.extend({ goalId: Id, goalTitle: z.string(), isReportedToday: z.boolean() });

export const Reportables = z.object({
  me: Person,
  mine: z.array(Reportable),
  /** People who answer to me directly, for a report on their behalf. */
  crew: z.array(z.object({ person: Person, keyResults: z.array(Reportable) })),
});

export const Report = z.object({
  params: z.object({ id: Id }),
  body: z.strictObject({
    operation: z.enum(["set", "add"]),
    amount: Amount,
    confidence: z.number().int().min(0).max(10).nullable().optional(),
    note: PlainText(500).nullable().optional(),
    /** Uploaded before by the same person, and of no other report. */
    attachmentIds: z.array(Id).max(3).optional(),
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

export const Praise = z.object({
  body: z.strictObject({
    employeeId: Id,
    reason: PlainText(100),
    /** One of the company's values it stands for. */
    value: z.string().max(20).nullable().optional(),
  }),
});

export { Recognition };
export const Recognitions = z.object({
  recognitions: z.array(Recognition),
  /** Whether one may give badges and honours to anybody. */
  abilities: z.object({ give: z.boolean() }),
});
export const ListRecognitions = z.object({
  query: z.object({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
});
