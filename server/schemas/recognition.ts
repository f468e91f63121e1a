import { z } from "zod";
import { Id, Instant, Person, PlainText } from "./goals";

export const BadgeDesign = z.object({
  shape: z.enum(["medal", "shield", "star", "hexagon", "ribbon"]),
  sign: z.enum([
    "star",
    "tick",
    "flame",
    "bolt",
    "flag",
    "bulb",
    "crown",
    "people",
    "heart",
    "target",
    "rocket",
    "trophy",
  ]),
  tone: z.enum(["gold", "silver", "bronze", "blue", "green", "red", "violet"]),
});

export const BadgeLook = z.object({
  code: z.string(),
  name: z.string(),
  level: z.number().int(),
  /** Null: the star for a target reached. */
  design: BadgeDesign.nullable(),
});

export const Badge = BadgeLook.extend({
  description: z.string(),
  /** Given no more; those who have it keep it. */
  isArchived: z.boolean(),
  /** Earned by reaching a target: it cannot be archived. */
  isBuiltIn: z.boolean(),
});

export const Badges = z.object({ badges: z.array(Badge), abilities: z.object({ edit: z.boolean() }) });

const level = z.number().int().min(1).max(3);

export const CreateBadge = z.object({
  body: z.strictObject({
    name: PlainText(12),
    description: PlainText(60),
    level,
    design: z.strictObject(BadgeDesign.shape),
  }),
});

export const EditBadge = z.object({
  params: z.object({ code: z.string().min(1).max(40) }),
  body: z.strictObject({
    name: PlainText(12).optional(),
    description: PlainText(60).optional(),
    level: level.optional(),
    design: z.strictObject(BadgeDesign.shape).optional(),
    isArchived: z.boolean().optional(),
  }),
});

/** The company's values a recognition can stand for. */
export const Values = z.object({ values: z.array(z.string()), abilities: z.object({ edit: z.boolean() }) });
export const ChangeValues = z.object({
  body: z.strictObject({ values: z.array(PlainText(10)).min(1, "至少写一条").max(12, "最多写 12 条") }),
});

export const Recognition = z.object({
  id: Id,
  kind: z.enum(["praise", "badge", "honour", "packet"]),
  receiver: Person,
  /** Whether one got it oneself. */
  isMine: z.boolean(),
  /** The team it was given to, and how many of them there are: on the wall a team stands once. */
  team: z.object({ id: Id, name: z.string(), members: z.number().int() }).nullable(),
  giver: Person.nullable(),
  badge: z.string().nullable(),
  /** How the badge is drawn. */
  badgeLook: BadgeLook.nullable(),
  /** What an honour is called. */
  title: z.string().nullable(),
  /** What was reached, for a badge. */
  keyResultTitle: z.string().nullable(),
  reason: z.string().nullable(),
  /** The company's value it stands for. */
  value: z.string().nullable(),
  /** The number behind it. */
  figure: z.string().nullable(),
  at: Instant,
  /** The recognition whose certificate the viewer may see: of a team's honour their own. Null: there is none for them. */
  certificateId: Id.nullable(),
  isRevoked: z.boolean(),
  cheers: z.object({ thanks: z.number().int(), congrats: z.number().int(), isMine: z.boolean() }),
  abilities: z.object({ retract: z.boolean(), cheer: z.boolean() }),
});

/** Those of one honour that the viewer may see. */
export const Certificates = z.object({ certificates: z.array(z.object({ id: Id, receiver: Person })) });

export const GiveAward = z.object({
  body: z.strictObject({
    kind: z.enum(["badge", "honour"]),
    to: z.union([z.strictObject({ employeeId: Id }), z.strictObject({ departmentId: Id })]),
    badgeCode: z.string().min(1).max(40).nullable().optional(),
    /** What an honour is called, where no badge names it. */
    title: PlainText(20).nullable().optional(),
    reason: PlainText(100),
    value: z.string().max(20).nullable().optional(),
    /** The number behind it: a key result of the receiver's. */
    keyResultId: Id.nullable().optional(),
  }),
});

/** What there is to give, and to which teams; people are looked for by name. */
export const AwardChoices = z.object({
  badges: z.array(Badge),
  teams: z.array(z.object({ id: Id, name: z.string(), people: z.number().int() })),
  values: z.array(z.string()),
  abilities: z.object({ give: z.boolean() }),
});

export const Given = z.object({ id: Id, receivers: z.number().int() });
export const Cheered = z.object({ id: Id, kind: z.enum(["thanks", "congrats"]) });

/** People who praise each other in a circle: each the next, and the last the first. */
export const PraiseRings = z.object({
  rings: z.array(z.object({ members: z.array(Person), praises: z.array(z.number().int()) })),
});
