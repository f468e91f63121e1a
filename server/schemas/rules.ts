import { z } from "zod";
import { Amount, ById, Decimal, Id, Instant, Person, PlainText } from "./goals";
import { BadgeLook } from "./recognition";

const RuleKind = z.enum(["keyResultReached", "recordDay", "streak", "firstTimeRight", "campaignGoal", "ideaAccepted"]);

const dayWords = "天数请填 1 到 180";
const apartWords = "间隔请填 0 到 366 天";
const personWords = "每人每月请填 1 到 31 次";
const allWords = "所有人加起来每月请填 1 到 100000 次";

const text = {
  name: PlainText(20),
  kind: RuleKind,
  /** What a kind needs: a metric and days for a record; a level as well for a streak or a week; a goal for a campaign. */
  metricId: Id.nullable().default(null),
  days: z.number().int().min(1, dayWords).max(180, dayWords).nullable().default(null),
  least: Amount.nullable().default(null),
  objectiveId: Id.nullable().default(null),
  /** Whom it is for: this department and those below; null for everybody. */
  departmentId: Id.nullable().default(null),
  badgeCode: z.string().min(1).max(40).nullable().default(null),
  /** To each person; 0: no money. */
  amountFen: z.number().int().min(0).max(20_000_000).default(0),
  coolDownDays: z.number().int().min(0, apartWords).max(366, apartWords).default(0),
  personMonthCap: z.number().int().min(1, personWords).max(31, personWords),
  monthCap: z.number().int().min(1, allWords).max(100_000, allWords),
};

export const WriteRule = z.object({ body: z.strictObject(text) });
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
/** The same in a query; what is left out is as when a rule is written. */
export const PreviewRule = z.object({
  query: z.strictObject({
    ...text,
    days: whole(1, 180).nullable().default(null),
    amountFen: whole(0, 20_000_000).default(0),
    coolDownDays: whole(0, 366).default(0),
    personMonthCap: whole(1, 31),
    monthCap: whole(1, 100_000),
  }),
});
/** A rule is written anew as a whole. */
export const EditRule = ById.extend({ body: z.strictObject(text) });
export const ReturnRule = ById.extend({ body: z.strictObject({ reason: PlainText(100) }) });

const Named = z.object({ id: Id, name: z.string() });
const RuleMetric = Named.extend({ unit: z.string(), direction: z.enum(["higher", "lower"]) });
const RuleGoal = z.object({ id: Id, title: z.string() });

export const Rule = z.object({
  id: Id,
  name: z.string(),
  kind: RuleKind,
  state: z.enum(["draft", "waiting", "active", "paused"]),
  metric: RuleMetric.nullable(),
  days: z.number().int().nullable(),
  least: Decimal.nullable(),
  /** Null also where it may not be spoken of any more. */
  objective: RuleGoal.nullable(),
  department: Named.nullable(),
  badge: BadgeLook.extend({ isArchived: z.boolean() }).nullable(),
  amountFen: z.number().int(),
  coolDownDays: z.number().int(),
  personMonthCap: z.number().int(),
  monthCap: z.number().int(),
  activeFrom: Instant.nullable(),
  /** How often it has given so far. */
  given: z.number().int(),
  /** Who wrote it last, and who agreed to its money. */
  writer: Person.nullable(),
  approver: Person.nullable(),
  /** Who did not agree to its money, and why, until it is submitted again. */
  returned: z.object({ by: Person, note: z.string() }).nullable(),
  abilities: z.object({
    edit: z.boolean(),
    start: z.boolean(),
    approve: z.boolean(),
    return: z.boolean(),
    pause: z.boolean(),
  }),
});

export const Rules = z.object({ rules: z.array(Rule), abilities: z.object({ write: z.boolean() }) });

/** What a rule can be made of. */
export const RuleChoices = z.object({
  metrics: z.array(RuleMetric),
  objectives: z.array(RuleGoal),
  departments: z.array(Named),
  badges: z.array(BadgeLook),
  /** What one gift of money may be; null where nothing is paid out. */
  limits: z.object({ minFen: z.number().int(), maxFen: z.number().int() }).nullable(),
});

export const Preview = z.object({
  days: z.number().int(),
  gifts: z.number().int(),
  people: z.number().int(),
  badges: z.number().int(),
  packets: z.number().int(),
  amountFen: z.number().int(),
});
