import type { z } from "zod";
import type { Actor } from "../../domain/context";
import { fromScaled } from "../../domain/goals/formatAmount";
import { isPerDay } from "../../domain/ideas/effect";
import type { IdeaView } from "../../domain/ideas/IdeaView";
import { ideaAbilities } from "../../domain/ideas/ideaPolicy";
import type * as schema from "../schemas/ideas";
import { presentPerson } from "./person";

/** `now` decides whether a decision can still be taken back. */
export function presentIdea(view: IdeaView, { actor, now }: { actor: Actor; now: Date }): z.input<typeof schema.Idea> {
  const { idea, author, decidedBy, asked } = view;
  return {
    id: idea.id,
    text: idea.text,
    state: idea.state,
    author: presentPerson(author),
    decidedBy: decidedBy ? presentPerson(decidedBy) : null,
    decidedAt: idea.decidedAt?.toISOString() ?? null,
    // What was said against an idea is between author and line; nothing is said against an accepted one.
    note: idea.note,
    asked: asked ? presentPerson(asked.approver) : null,
    onBehalfOf: asked?.onBehalfOf ? presentPerson(asked.onBehalfOf) : null,
    effect: presentEffect(view),
    createdAt: idea.createdAt.toISOString(),
    abilities: ideaAbilities(actor, view, now),
  };
}

function presentEffect({ idea, metric }: IdeaView): z.input<typeof schema.IdeaEffect> | null {
  const { startedOn, effectDays, subjectKind, beforeScaled: before, afterScaled: after } = idea;
  if (!metric || startedOn === null || effectDays === null || subjectKind === null) return null;
  const isMeasured = before !== null && after !== null;
  const change = isMeasured ? after - before : 0;
  return {
    metric: { id: metric.id, name: metric.name, unit: metric.unit, isPerDay: isPerDay(metric) },
    subject: subjectKind,
    startedOn,
    days: effectDays,
    state: isMeasured ? "measured" : idea.measuredAt === null ? "waiting" : "insufficient",
    before: isMeasured ? fromScaled(before) : null,
    after: isMeasured ? fromScaled(after) : null,
    change: isMeasured ? fromScaled(change) : null,
    isBetter: change === 0 ? null : change > 0 === (metric.direction === "higher"),
  };
}
