import type { Day } from "../calendar";
import type { Context } from "../context";
import { charges, chargesOf, isAnswerable, isAnswerableBy } from "./answerable";
import { isOpenProblem } from "./isOpenProblem";

/** A problem that nobody has answered yet. */
export interface OpenProblem {
  goalId: string;
  title: string;
}

/** Those of a person which the actor may answer, the latest first: one a goal, in a cycle that runs. One statement. */
export const findOpenProblems = (
  { db, actor }: Pick<Context, "db" | "actor">,
  ownerId: string,
  today: Day,
): Promise<OpenProblem[]> =>
  db.query(
    `${charges}
     SELECT o.id AS goalId, o.title FROM objectives o
       JOIN cycles y ON y.id = o.cycleId AND y.endsOn >= ?
       JOIN comments p ON p.objectiveId = o.id
      WHERE o.ownerId = ? AND o.status = 'active' AND ${isOpenProblem}
        AND EXISTS (SELECT 1 FROM charges c WHERE c.ownerId = o.ownerId AND ${isAnswerable})
      ORDER BY p.at DESC, p.id DESC`,
    [...chargesOf(actor.id, today), today, ownerId, ...isAnswerableBy(actor.id, today)],
  );
