import type { z } from "zod";
import type { Actor } from "../../domain/context";
import type { GoalDetail } from "../../domain/goals/findGoalDetail";
import type { GoalView } from "../../domain/goals/GoalView";
import type { TrendPoint } from "../../domain/goals/trendOf";
import type * as schema from "../schemas/goalDetail";
import { presentAttachment } from "./attachment";
import { presentCheckIn } from "./checkIn";
import { percent, presentGoal, presentKeyResult } from "./goal";
import { presentPerson } from "./person";

export function presentGoalDetail(
  detail: GoalDetail,
  reader: { actor: Actor; now: Date },
): z.input<typeof schema.GoalDetail> {
  const { view, path, trends, checkIns, attachments, history, comments, people } = detail;
  const personOf = (id: string | null | undefined) => {
    const person = people.get(id ?? "");
    return person ? presentPerson(person) : null;
  };
  return {
    ...presentGoal(view, reader),
    isMine: view.objective.ownerId === reader.actor.id,
    waitingFor: personOf(view.goal.approval?.approverId),
    path: path.map(presentPathStep),
    keyResults: view.keyResults.map((one) =>
      Object.assign(presentKeyResult(one), { trend: (trends.get(one.row.id) ?? []).map(presentTrendPoint) }),
    ),
    checkIns: checkIns.map((one) =>
      Object.assign(presentCheckIn(one), {
        keyResultId: one.checkIn.keyResultId,
        isOnBehalf: one.isOnBehalf,
        attachments: (attachments.get(one.checkIn.id) ?? []).map(presentAttachment),
      }),
    ),
    history: history.map(({ at, kind, byId, onBehalfOfId, reason }) => ({
      at: at.toISOString(),
      kind,
      by: personOf(byId),
      onBehalfOf: personOf(onBehalfOfId),
      reason,
    })),
    comments: comments.flatMap(({ id, kind, text, authorId, at }) => {
      const by = personOf(authorId);
      return by ? { id, kind, text, by, at: at.toISOString() } : [];
    }),
  };
}

export const presentPathStep = ({ objective, owner, progress }: GoalView): z.input<typeof schema.PathStep> => ({
  id: objective.id,
  title: objective.title,
  level: objective.level,
  owner: presentPerson(owner),
  progress: percent(progress),
});

const presentTrendPoint = ({ day, attainment, pace }: TrendPoint): z.input<typeof schema.TrendPoint> => ({
  day,
  attainment: percent(attainment),
  pace: pace.toPercent(),
});
