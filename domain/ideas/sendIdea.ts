import { MoreThanOrEqual } from "typeorm";
import { Idea } from "../../entities";
import { businessDayOf, startOfBusinessDay } from "../calendar";
import type { Context } from "../context";
import { Invalid, TooMany } from "../errors";
import { newId } from "../newId";
import { findApprover } from "../people/findApprover";
import { holdActor } from "../people/holdActor";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { unplanned } from "./unplanned";

/** Characters of an idea. */
export const ideaLength = { least: 5, most: 300 } as const;
/** What one person may send on a day. */
export const dailyIdeas = 10;

/**
 * Somebody suggests how to do something better; whoever decides for them is asked. The same words again while they are
 * still open are the same idea.
 */
export async function sendIdea(ctx: Context, written: string): Promise<Idea> {
  const { db, actor, now, company } = ctx;
  const text = plainLine(written);
  if ([...text].length < ideaLength.least || text.length > ideaLength.most) throw new Invalid("idea.text", ideaLength);
  await holdActor(ctx);
  const same = await db.findOneBy(Idea, { authorId: actor.id, state: "open", text });
  if (same) return same;
  const today = startOfBusinessDay(businessDayOf(now, company.zone), company.zone);
  if ((await db.countBy(Idea, { authorId: actor.id, createdAt: MoreThanOrEqual(today) })) >= dailyIdeas)
    throw new TooMany("idea.tooMany", { most: dailyIdeas });
  const { approver, onBehalfOf } = await findApprover(ctx, actor.id);
  const idea = db.create(Idea, {
    id: newId(now),
    authorId: actor.id,
    text,
    state: "open",
    decidedById: null,
    decidedAt: null,
    note: null,
    ...unplanned,
    createdAt: now,
  });
  await db.insert(Idea, idea);
  await record(
    ctx,
    "idea.sent",
    idea.id,
    {},
    {
      to: [approver.id],
      template: "ideaSent",
      kind: "approval",
      subjectId: idea.id,
      data: { onBehalfOfId: onBehalfOf?.id ?? null },
    },
  );
  return idea;
}
