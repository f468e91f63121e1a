import { z } from "zod";
import { Day, Decimal, Id, Instant, Person, PlainText } from "./goals";

const Subject = z.enum(["company", "department", "employee"]);

/** What an idea did, or is to be measured by. */
export const IdeaEffect = z.object({
  /** `isPerDay`: its average is so much a day (日均); that of a rate is a rate. */
  metric: z.object({ id: Id, name: z.string(), unit: z.string(), isPerDay: z.boolean() }),
  /** Whose figures are compared. */
  subject: Subject,
  startedOn: Day,
  days: z.number().int(),
  /** `insufficient`: fewer than half of the days had a figure. */
  state: z.enum(["waiting", "measured", "insufficient"]),
  /** Daily averages, and what lies between them; null until measured. */
  before: Decimal.nullable(),
  after: Decimal.nullable(),
  change: Decimal.nullable(),
  /** Whether it moved the way the metric should go; null where it did not move. */
  isBetter: z.boolean().nullable(),
});

export const Idea = z.object({
  id: Id,
  text: z.string(),
  state: z.enum(["open", "accepted", "returned", "withdrawn"]),
  author: Person,
  decidedBy: Person.nullable(),
  decidedAt: Instant.nullable(),
  /** Why it was returned. */
  note: z.string().nullable(),
  /** Who is to decide, and for whom they stand in. */
  asked: Person.nullable(),
  onBehalfOf: Person.nullable(),
  effect: IdeaEffect.nullable(),
  createdAt: Instant,
  abilities: z.object({
    withdraw: z.boolean(),
    accept: z.boolean(),
    return: z.boolean(),
    undo: z.boolean(),
    plan: z.boolean(),
  }),
});

/** How many valid ideas somebody had in a quarter, of how many that are asked of everybody (S182). */
const Quarter = z.object({ startsOn: Day, endsOn: Day, aim: z.number().int(), valid: z.number().int() });

export const ListIdeas = z.object({
  query: z.object({
    scope: z.enum(["mine", "waiting", "accepted"]).default("mine"),
    after: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
});
export const Ideas = z.object({
  ideas: z.array(Idea),
  /** How many wait for the one who asks. */
  waiting: z.number().int(),
  quarter: Quarter,
});

export const IdeaDetail = Idea.extend({
  /** What an effect can be measured by; empty for who may not say so. */
  metrics: z.array(z.object({ id: Id, name: z.string(), unit: z.string() })),
});

export const SendIdea = z.object({ body: z.strictObject({ text: PlainText(300) }) });
export const ReturnIdea = z.object({
  params: z.object({ id: Id }),
  body: z.strictObject({ reason: PlainText(200) }),
});
export const PlanEffect = z.object({
  params: z.object({ id: Id }),
  body: z.strictObject({
    metricId: Id,
    startedOn: Day,
    days: z.number().int().min(1).max(90),
    subject: Subject.optional(),
  }),
});

export const QuarterlyIdeas = z.object({ query: z.object({ on: Day.optional() }) });
export const QuarterlyCounts = z.object({
  startsOn: Day,
  endsOn: Day,
  aim: z.number().int(),
  /** Everybody with a valid idea, most first. */
  people: z.array(Person.extend({ valid: z.number().int(), isReached: z.boolean() })),
});
