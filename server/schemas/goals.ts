import { z } from "zod";

/** A decimal with at most four places, as text: exact on the way. */
export const Decimal = z.string().regex(/^-?\d{1,13}(\.\d{1,4})?$/, "一个数字，最多 4 位小数");
/** The same on the way in: not beyond what is kept exactly (domain/goals/maxScaled). */
export const Amount = Decimal.refine((text) => Math.abs(Number(text)) <= 450_000_000_000, "不能超过 4500 亿");
export const Id = z.string().min(1).max(36);
export const Day = z.iso.date();
export const Instant = z.iso.datetime();
export const ById = z.object({ params: z.object({ id: Id }) });
/** No control or private characters, and no halves of one. */
const Written = z
  .string()
  .trim()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\uE000-\uF8FF\p{Surrogate}]*$/u, "不能有控制字符或残缺的字符");
/** Neither blank nor left out where text is shown, such as a zero-width space. */
const visible = /[^\s\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/u;
/** What people write, with something in it that can be seen. */
export const PlainText = (most: number) =>
  Written.min(1, "请填写")
    .max(most, `最多 ${most} 个字`)
    .refine((text) => text === "" || visible.test(text), "不能只有看不见的字符");

export const Status = z.enum(["reached", "onTrack", "atRisk", "offTrack", "silent"]);
export const GoalStatus = z.enum([
  "draft",
  "submitted",
  "returned",
  "proposed",
  "active",
  "withdrawn",
  "cancelled",
  "closing",
  "scored",
  "archived",
]);

export const Person = z.object({ id: Id, name: z.string() });

export const KeyResult = z.object({
  id: Id,
  title: z.string(),
  kind: z.enum(["increase", "decrease", "binary"]),
  /** Whether reports add up (orders) or say where it stands (a rate). */
  accumulation: z.enum(["sum", "last"]),
  /** Its figures come from imported data, not from people's reports. */
  isImported: z.boolean(),
  unit: z.string(),
  start: Decimal,
  target: Decimal,
  /** Per cent of the goal. */
  weight: z.number(),
  value: Decimal.nullable(),
  /** Per cent, at most two decimals; null before the first report. */
  attainment: z.string().nullable(),
  pace: z.string(),
  status: Status,
  gap: Decimal,
  perDay: Decimal,
  reportedOn: Day.nullable(),
  dueOn: Day.nullable(),
});

export const Abilities = z.object({
  edit: z.boolean(),
  submit: z.boolean(),
  withdraw: z.boolean(),
  report: z.boolean(),
  /** Raise a problem, answer one. */
  comment: z.boolean(),
  approve: z.boolean(),
  return: z.boolean(),
  undoApproval: z.boolean(),
});

export const Goal = z.object({
  id: Id,
  title: z.string(),
  status: GoalStatus,
  level: z.enum(["company", "department", "person"]),
  commitment: z.enum(["committed", "aspirational"]),
  version: z.number().int(),
  owner: Person,
  cycle: z.object({ id: Id, name: z.string(), startsOn: Day, endsOn: Day }),
  progress: z.string().nullable(),
  keyResults: z.array(KeyResult),
  approvedAt: Instant.nullable(),
  abilities: Abilities,
});

export const ProposedKeyResult = z.strictObject({
  title: PlainText(120),
  kind: z.enum(["increase", "decrease", "binary"]),
  accumulation: z.enum(["sum", "last"]).optional(),
  start: Amount.optional(),
  target: Amount.optional(),
  unit: Written.max(8).default(""),
  /** Per cent; without weights all weigh the same. */
  weight: z.number().positive().max(100).multipleOf(0.01).optional(),
  dueOn: Day.nullable().optional(),
});

export const ListGoals = z.object({
  query: z.object({
    /** A person's id, or `me`. */
    owner: Id.optional(),
    status: z
      .string()
      .transform((list) => list.split(","))
      .pipe(z.array(GoalStatus).max(10))
      .optional(),
    after: Id.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
});

export const ProposeGoal = z.object({
  body: z.strictObject({
    cycleId: Id,
    title: PlainText(120),
    commitment: z.enum(["committed", "aspirational"]).default("committed"),
    keyResults: z.array(ProposedKeyResult).max(20),
    /** The goal it serves. */
    parentId: Id.nullable().optional(),
    /** Why, for the person who decides. */
    note: PlainText(200).nullable().optional(),
    submit: z.boolean().default(false),
  }),
});

export const EditGoal = ById.extend({
  body: z.strictObject({
    version: z.number().int(),
    title: PlainText(120).optional(),
    cycleId: Id.optional(),
    commitment: z.enum(["committed", "aspirational"]).optional(),
    keyResults: z.array(ProposedKeyResult).min(1).max(20).optional(),
    parentId: Id.nullable().optional(),
  }),
});

/** Why it is asked for, told to the person who decides. */
export const SubmitGoal = ById.extend({
  body: z.strictObject({ note: PlainText(200).nullable().optional() }).optional(),
});
export const ReturnGoal = ById.extend({ body: z.strictObject({ reason: PlainText(200) }) });
export const Goals = z.object({ goals: z.array(Goal) });
export const Nothing = z.object({});

export const Cycle = z.object({ id: Id, kind: z.string(), name: z.string(), startsOn: Day, endsOn: Day });
export const Cycles = z.object({ cycles: z.array(Cycle) });
