import type { Actor, Company } from "../../domain/context";
import type { Goal } from "../../domain/goals/Goal";
import type { GoalView } from "../../domain/goals/GoalView";
import { goalAbilities } from "../../domain/goals/goalPolicy";
import { undoMinutes } from "../../domain/goals/undoWindow";
import type { Employee } from "../../entities";
import type { Card, CardButton } from "../Message";
import { personName } from "../personName";
import { stateName } from "../say";
import { targetText, titled } from "./figureText";
import { pageUrl } from "./pageUrl";
import { returnReasons } from "./returnReasons";

/** Whose decision it is, to who may take it: asked themselves, as a deputy (代), or above who was asked. */
function askText({ approval }: Goal, actorId: string, onBehalfOf: Employee | undefined): string {
  if (approval?.approverId !== actorId || approval.onBehalfOfId === null) return "请审批这个目标";
  return onBehalfOf ? `请代${personName(onBehalfOf)}审批这个目标` : "请代为审批这个目标";
}

/** A goal as the actor sees it, with the buttons that would work for them now. */
export function goalCard(
  { goal }: Pick<GoalView, "goal">,
  actor: Pick<Actor, "id" | "roles">,
  { company, now, onBehalfOf }: { company: Pick<Company, "publicUrl">; now: Date; onBehalfOf?: Employee },
): Card {
  const { objective, owner, cycle, keyResults } = goal;
  const may = goalAbilities(actor as Actor, goal, now);
  const buttons: CardButton[] = [];
  if (may.approve) buttons.push({ text: "通过", style: "primary", key: `goal.approve:${objective.id}` });
  if (may.return) buttons.push({ text: "退回", style: "danger", key: `goal.return:${objective.id}` });
  if (may.undoApproval)
    buttons.push({ text: `撤销（${undoMinutes}分内）`, style: "quiet", key: `goal.undoApproval:${objective.id}` });
  return {
    title: objective.title,
    description: `${personName(owner)} · ${cycle.name}`,
    subtitle: may.approve ? askText(goal, actor.id, onBehalfOf) : `状态：${stateName(objective.status)}`,
    rows: keyResults.map((keyResult, index) => ({
      label: `KR${index + 1}`,
      value: titled(keyResult.title, `${targetText(keyResult)}（${keyResult.weight / 100}%）`),
    })),
    ...(may.return && {
      selection: {
        key: "returnReason",
        title: "如要退回，选理由",
        options: returnReasons.map((reason) => ({ ...reason })),
      },
    }),
    ...(buttons.length > 0 ? { buttons } : { done: stateName(objective.status) }),
    url: pageUrl(company, "goal", { id: objective.id }),
  };
}
