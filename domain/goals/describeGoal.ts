import type { Work } from "../context";
import { loadGoalViews } from "./findGoals";
import type { Goal } from "./Goal";
import type { GoalView } from "./GoalView";

/** A goal that was just changed, with its figures. */
export async function describeGoal(work: Work, goal: Goal): Promise<GoalView> {
  const [view] = await loadGoalViews(work, [goal.objective.id]);
  return view!;
}
