import { Idea, Metric, type MetricSubject } from "../../entities";
import { authorize } from "../authorize";
import { addDays, businessDayOf, type Day } from "../calendar";
import type { Context } from "../context";
import { Conflict, Invalid, NotFound } from "../errors";
import { record } from "../record";
import { effectDays } from "./effect";
import { findSubjects } from "./findSubjects";
import type { IdeaView } from "./IdeaView";
import { ideaPolicy } from "./ideaPolicy";
import { lockIdea } from "./lockIdea";

/** How far ahead an idea may be said to begin, in days. */
const mostAhead = 90;

export interface EffectPlan {
  metricId: string;
  /** The day it is put to work. */
  startedOn: Day;
  /** Days before and after that are compared. */
  days: number;
  /** Whose figures; the narrowest that has any unless stated. */
  subject?: MetricSubject;
}

/**
 * Says what an accepted idea's effect is measured by: a metric's daily average before and after its first day. A new
 * plan is measured anew; the same again changes nothing.
 */
export async function planEffect(ctx: Context, id: string, plan: EffectPlan): Promise<IdeaView> {
  const view = await lockIdea(ctx, id);
  authorize(ideaPolicy, "plan", ctx.actor, view, "idea");
  if (view.idea.state !== "accepted") throw new Conflict("idea.notAccepted");
  checkPlan(ctx, view, plan);
  const metric = await ctx.db.findOneBy(Metric, { id: plan.metricId });
  if (!metric) throw new NotFound("idea.noMetric");
  const subjects = await findSubjects(ctx.db, view.author, metric.id);
  const subject = subjects.find(({ kind }) => kind === plan.subject) ?? subjects[0]!;
  const planned = {
    metricId: metric.id,
    subjectKind: subject.kind,
    subjectId: subject.id,
    startedOn: plan.startedOn,
    effectDays: plan.days,
  };
  if (isSame(view.idea, planned)) return view;
  const changes = { ...planned, beforeScaled: null, afterScaled: null, measuredAt: null };
  await ctx.db.update(Idea, id, changes);
  await record(ctx, "idea.planned", id, planned);
  return { ...view, idea: Object.assign(view.idea, changes), metric };
}

function checkPlan({ now, company }: Context, { idea }: IdeaView, { startedOn, days }: EffectPlan) {
  const { least, most } = effectDays;
  if (!Number.isInteger(days) || days < least || days > most) throw new Invalid("idea.days", { least, most });
  const from = businessDayOf(idea.createdAt, company.zone);
  const until = addDays(businessDayOf(now, company.zone), mostAhead);
  if (startedOn < from || startedOn > until) throw new Invalid("idea.startedOn", { from, until });
}

const isSame = (idea: Idea, planned: Partial<Idea>) =>
  Object.entries(planned).every(([column, value]) => idea[column as keyof Idea] === value);
