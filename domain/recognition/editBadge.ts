import { Badge, type BadgeDesign, badgeShapes, badgeSigns, badgeTones } from "../../entities";
import { forUpdate } from "../../entities/database";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Conflict, Invalid, NotFound } from "../errors";
import { newId } from "../newId";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { reachedBadge } from "./reachedBadge";
import { recognitionPolicy } from "./recognitionPolicy";

export interface BadgeLook {
  name: string;
  description: string;
  level: number;
  design: BadgeDesign | null;
}

/** HR adds a badge of the company's own. */
export async function createBadge(ctx: Context, look: BadgeLook): Promise<Badge> {
  authorize(recognitionPolicy, "editBadges", ctx.actor, null, "recognition");
  const badge = ctx.db.create(Badge, { code: newId(ctx.now), ...readLook(look), isArchived: false });
  await expectFreeName(ctx, badge);
  await ctx.db.insert(Badge, badge);
  await record(ctx, "badge.created", badge.code);
  return badge;
}

/** HR changes a badge, or archives it: nobody gets it any more, and those who have it keep it. */
export async function editBadge(
  ctx: Context,
  code: string,
  changes: Partial<BadgeLook> & { isArchived?: boolean },
): Promise<Badge> {
  authorize(recognitionPolicy, "editBadges", ctx.actor, null, "recognition");
  const badge = await ctx.db.findOne(Badge, { where: { code }, ...forUpdate(ctx.db) });
  if (!badge) throw new NotFound("badge.notFound");
  if (changes.isArchived && code === reachedBadge) throw new Conflict("badge.builtIn");
  const before = JSON.stringify(badge);
  Object.assign(badge, readLook({ ...badge, ...changes }), { isArchived: changes.isArchived ?? badge.isArchived });
  if (JSON.stringify(badge) === before) return badge;
  await expectFreeName(ctx, badge);
  await ctx.db.save(badge);
  await record(ctx, "badge.edited", code, { isArchived: badge.isArchived });
  return badge;
}

/** Two badges of one name could not be told apart when one is given. */
async function expectFreeName({ db }: Context, { code, name, isArchived }: Badge) {
  const others = isArchived ? [] : await db.findBy(Badge, { name, isArchived: false });
  if (others.some((other) => other.code !== code)) throw new Conflict("badge.nameTaken", { name });
}

function readLook({ name, description, level, design }: BadgeLook): BadgeLook {
  const look = { name: plainLine(name), description: plainLine(description), level, design };
  if (look.name === "" || look.name.length > 12) throw new Invalid("badge.name", { most: 12 });
  if (look.description.length > 60) throw new Invalid("badge.description", { most: 60 });
  if (![1, 2, 3].includes(level)) throw new Invalid("badge.level");
  if (design && !isDrawable(design)) throw new Invalid("badge.design");
  return look;
}

const isDrawable = ({ shape, sign, tone }: BadgeDesign) =>
  badgeShapes.includes(shape) && badgeSigns.includes(sign) && badgeTones.includes(tone);
