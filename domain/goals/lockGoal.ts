import { Objective } from "../../entities";
import { forUpdate } from "../../entities/database";
import type { Work } from "../context";
import { NotFound } from "../errors";
import type { Goal } from "./Goal";
import { completeGoals } from "./loadGoals";

/** Reads a goal and locks its objective until the unit of work ends. */
export async function lockGoal(work: Work, id: string): Promise<Goal> {
  const objective = await work.db.findOne(Objective, { where: { id }, ...forUpdate(work.db) });
  if (!objective) throw new NotFound("goal.notFound");
  const [goal] = await completeGoals(work, [objective]);
  return goal!;
}
