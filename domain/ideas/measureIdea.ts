import { Idea } from "../../entities";
import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { record } from "../record";
import { effectOf, spansOf } from "./effect";
import { findDayValues } from "./findDayValues";
import { lockIdea } from "./lockIdea";

/**
 * Measures what an accepted idea did once its days are over and their figures in, and tells its author and who decided.
 * Measured once: figures corrected later need a new plan. Answers whether it was measured now.
 */
export async function measureIdea(work: Work, id: string): Promise<boolean> {
  const { idea, metric } = await lockIdea(work, id);
  const { startedOn, effectDays: days, subjectKind, subjectId } = idea;
  if (idea.state !== "accepted" || idea.measuredAt !== null || !metric) return false;
  if (startedOn === null || days === null || subjectKind === null || subjectId === null) return false;
  const { before, after } = spansOf(startedOn, days);
  const span = { from: before.from, to: after.to };
  const values = await findDayValues(work.db, { metric, subjectKind, subjectId }, span);
  const effect = effectOf(values, startedOn, days, businessDayOf(work.now, work.company.zone));
  if (effect.kind === "waiting") return false;
  const isMeasured = effect.kind === "measured";
  const figures = {
    beforeScaled: isMeasured ? effect.before : null,
    afterScaled: isMeasured ? effect.after : null,
    measuredAt: work.now,
  };
  await work.db.update(Idea, id, figures);
  await record(
    work,
    "idea.measured",
    id,
    { before: figures.beforeScaled, after: figures.afterScaled },
    { to: [idea.authorId, idea.decidedById], template: "ideaMeasured", kind: "recognition", subjectId: id },
  );
  return true;
}
