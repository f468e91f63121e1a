import { IsNull } from "typeorm";
import { Approval } from "../../entities";
import type { Context } from "../context";
import type { GoalView } from "./GoalView";
import { loadGoals } from "./loadGoals";
import { viewGoals } from "./viewGoals";

/** Goals that wait for the actor's decision, the longest waiting last. */
export async function findApprovals(reader: Pick<Context, "db" | "now" | "company" | "actor">): Promise<GoalView[]> {
  const open = await reader.db.findBy(Approval, { approverId: reader.actor.id, decision: IsNull() });
  const ids = open.map(({ objectiveId }) => objectiveId);
  return viewGoals(reader, await loadGoals(reader, ids));
}
