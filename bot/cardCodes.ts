import { IsNull, MoreThan } from "typeorm";
import type { Context } from "../domain/context";
import { CardCode, cardCodeMs } from "../entities";
import { databaseFault } from "../entities/databaseErrors";
import type { Press } from "./Inbound";

/** What the column holds. WeCom states no length; a longer code is used at once or not at all. */
const longestCode = 160;

/** Keeps the code a press brought, for when the card is to change later: after a reason still to be typed, say. */
export async function keepCardCode(ctx: Context, press: Press): Promise<void> {
  await insert(ctx, press, null);
}

/** The code a press brought, spent by asking; undefined when it was spent before. */
export async function spendPressedCode(ctx: Context, press: Press): Promise<string | undefined> {
  const { responseCode } = press;
  if (!responseCode || responseCode.length > longestCode) return responseCode;
  if (await insert(ctx, press, ctx.now)) return responseCode;
  return spend(ctx, responseCode);
}

/** A code the actor's earlier press on a subject's card left over, spent by asking; undefined when there is none. */
export async function spendKeptCode(ctx: Context, subjectId: string): Promise<string | undefined> {
  const { db, actor, now } = ctx;
  const kept = await db.findOne(CardCode, {
    where: { subjectId, employeeId: actor.id, origin: "pressed", usedAt: IsNull(), expiresAt: MoreThan(now) },
    order: { expiresAt: "DESC" },
  });
  return kept ? spend(ctx, kept.code) : undefined;
}

async function spend({ db, now }: Context, code: string): Promise<string | undefined> {
  const isLeft = { code, usedAt: IsNull(), expiresAt: MoreThan(now) };
  const { affected } = await db.update(CardCode, isLeft, { usedAt: now });
  return affected === 1 ? code : undefined;
}

/** Answers false when the code is known already. */
async function insert({ db, actor, now }: Context, press: Press, usedAt: Date | null): Promise<boolean> {
  if (!press.responseCode || press.responseCode.length > longestCode) return false;
  const row = {
    code: press.responseCode,
    subjectId: (press.key.split(":")[1] ?? "").slice(0, 36),
    employeeId: actor.id,
    origin: "pressed" as const,
    expiresAt: new Date(now.getTime() + cardCodeMs),
    usedAt,
  };
  try {
    await db.insert(CardCode, row);
    return true;
  } catch (error) {
    if (databaseFault(error) !== "unique") throw error;
    return false;
  }
}
