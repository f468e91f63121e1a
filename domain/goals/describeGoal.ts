import type { Work } from "../context";
import type { Goal } from "./Goal";
import type { GoalView } from "./GoalView";
import { viewGoals } from "./viewGoals";

/** A goal that is in hand, with its figures. */
export async function describeGoal(work: Work, goal: Goal): Promise<GoalView> {
  const [view] = await viewGoals(work, [goal]);
  return view!;
}
