import { IsNull } from "typeorm";
import { Approval } from "../../entities";
import type { Context } from "../context";
import { loadGoalViews } from "./findGoals";
import type { GoalView } from "./GoalView";

/** Goals that wait for the actor's decision, the longest waiting last. */
export async function findApprovals(reader: Pick<Context, "db" | "now" | "company" | "actor">): Promise<GoalView[]> {
  const open = await reader.db.findBy(Approval, { approverId: reader.actor.id, decision: IsNull() });
  return loadGoalViews(
    reader,
    open.map(({ objectiveId }) => objectiveId),
  );
}
