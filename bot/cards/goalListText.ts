import type { Company } from "../../domain/context";
import type { GoalView } from "../../domain/goals/GoalView";
import type { Message } from "../Message";
import { stateName } from "../say";
import { needText, percentText, valueText } from "./figureText";
import { pageLink } from "./pageLink";
import { statusText } from "./statusText";

/** 我的目标: each goal with its key results, their value, pace and gap. `isCut`: there are older ones as well. */
export function goalListText(views: readonly GoalView[], company: Pick<Company, "publicUrl">, isCut = false): Message {
  if (views.length === 0) return { kind: "text", text: "你还没有目标。发“新目标”，一步步提一个。" };
  const rest = isCut ? [`……还有更早的目标，这里只列最近的 ${views.length} 个。`] : [];
  const text = [...views.map(goalText), ...rest].join("\n\n");
  return { kind: "text", text, link: pageLink(company, "goals") };
}

function goalText({ goal, objective, cycle, keyResults, progress }: GoalView): string {
  const head = `${objective.title}（${cycle.name}）${objective.isActive ? percentText(progress) : stateName(objective.status)}`;
  if (!objective.isActive) return head;
  // Nothing can be done about it any more, so nothing is said to be missing.
  if (goal.isOver)
    return [
      `${head}，已到期，待结算`,
      ...keyResults.map((one) => `${one.row.title}：${valueText(one.row, one.value)}，${percentText(one.attainment)}`),
    ].join("\n");
  const lines = keyResults.map(
    (one) =>
      `${statusText[one.status]} ${one.row.title}：${valueText(one.row, one.value)}，${percentText(one.attainment)}（应达 ${percentText(one.pace)}），${needText(one.row, one)}`,
  );
  return [head, ...lines].join("\n");
}
