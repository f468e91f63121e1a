import type { Context } from "../context";
import { belowPerson } from "../people/belowPerson";
import { isOpenProblem } from "./isOpenProblem";

/** A problem that nobody has answered yet. */
export interface OpenProblem {
  goalId: string;
  title: string;
}

/** Of somebody below the actor, the latest first: one a goal, in a cycle that runs. One statement. */
export const findOpenProblems = (
  { db, actor }: Pick<Context, "db" | "actor">,
  ownerId: string,
  today: string,
): Promise<OpenProblem[]> =>
  db.query(
    `${belowPerson}
     SELECT o.id AS goalId, o.title FROM objectives o
       JOIN cycles c ON c.id = o.cycleId AND c.endsOn >= ?
       JOIN comments p ON p.objectiveId = o.id
      WHERE o.ownerId = ? AND o.status = 'active' AND o.ownerId IN (SELECT id FROM below) AND ${isOpenProblem}
      ORDER BY p.at DESC, p.id DESC`,
    [actor.id, today, ownerId],
  );
