import type { KeyResult } from "../../entities";
import { Invalid } from "../errors";
import { checkDue } from "./checkDue";
import type { Goal } from "./Goal";

type Checked = Pick<Goal, "objective" | "keyResults" | "cycle">;

interface GoalFault {
  code: string;
  details: Record<string, string | number>;
}

/** What keeps a goal from being submitted or activated (domain.md §3 and §4). @throws Invalid with the first fault */
export function checkGoal(goal: Checked): void {
  const [fault] = faultsOf(goal);
  if (fault) throw new Invalid(fault.code, fault.details);
  for (const keyResult of goal.keyResults) checkDue(keyResult, goal.cycle);
}

function faultsOf({ objective, keyResults }: Checked): GoalFault[] {
  const faults: GoalFault[] = [];
  const add = (code: string, details: GoalFault["details"] = {}) => faults.push({ code, details });
  if (objective.title.trim() === "") add("goal.titleMissing");
  if (keyResults.length === 0) add("goal.keyResultsMissing");
  if (keyResults.length > 5) add("goal.tooManyKeyResults", { count: keyResults.length, most: 5 });
  const sum = keyResults.reduce((total, { weight }) => total + weight, 0);
  if (keyResults.length > 0 && sum !== 10_000) add("goal.weightsDoNotSum", { sum: sum / 100 });
  for (const keyResult of keyResults) {
    const code = checkKeyResult(keyResult);
    if (code) add(code, { title: keyResult.title });
  }
  return faults;
}

function checkKeyResult(keyResult: KeyResult): string | undefined {
  const { kind, accumulation, start, target, changeKind, baseline, weight } = keyResult;
  if (keyResult.title.trim() === "") return "keyResult.titleMissing";
  if (weight <= 0) return "keyResult.weightMissing";
  // What is added up from 0 can only grow.
  if (kind === "decrease" && accumulation === "sum") return "keyResult.sumCannotFall";
  if (kind === "increase" && target <= start) return "keyResult.targetNotAboveStart";
  if (kind === "decrease" && target >= start) return "keyResult.targetNotBelowStart";
  if (kind === "binary" && (start !== 0 || target !== 10_000)) return "keyResult.binaryTarget";
  if (changeKind === "relative" && (baseline ?? 0) <= 0) return "keyResult.baselineMissing";
  return undefined;
}
