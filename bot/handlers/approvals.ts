import { findCycle } from "../../domain/cycles/findCycle";
import { approveGoal } from "../../domain/goals/approveGoal";
import type { Goal } from "../../domain/goals/Goal";
import { returnGoal } from "../../domain/goals/returnGoal";
import { undoApproval } from "../../domain/goals/undoApproval";
import type { Chat, FlowHandler, Reply } from "../Chat";
import { goalCard } from "../cards/goalCard";
import { otherReason, returnReasons } from "../cards/returnReasons";
import { endConversation, startConversation } from "../conversation";
import { say } from "../say";
import type { Handlers } from "./index";

const flow = "goal.returnReason";
const reasonMinutes = 10;

export function approvalHandlers(bot: Handlers) {
  bot.button("goal.approve", async (chat, goalId) => draw(chat, await approveGoal(chat, goalId)));
  bot.button("goal.undoApproval", async (chat, goalId) => draw(chat, await undoApproval(chat, goalId)));
  bot.button("goal.return", async (chat, goalId, { choices }) => {
    const id = choices.returnReason?.[0];
    const reason = returnReasons.find((one) => one.id === id);
    if (id === otherReason) return askForReason(chat, goalId);
    if (!reason) return { message: say("goal.chooseReason") };
    return draw(chat, await returnGoal(chat, goalId, reason.text));
  });
  bot.flow(flow, takeReason);
}

const draw = async (chat: Chat, goal: Goal): Promise<Reply> => ({
  card: goalCard({ goal, cycle: await findCycle(chat, goal.objective.cycleId) }, chat.actor, chat.company),
});

/** Cards have no text field: the person's next line is the reason. */
async function askForReason(chat: Chat, goalId: string): Promise<Reply> {
  await startConversation(chat, flow, { goalId }, reasonMinutes);
  return { message: say("goal.writeReason", { minutes: reasonMinutes }) };
}

const takeReason: FlowHandler = async (chat, text, { goalId }) => {
  const goal = await returnGoal(chat, String(goalId), text);
  await endConversation(chat);
  const message = say("goal.returnedByYou", { title: goal.objective.title });
  return { ...(await draw(chat, goal)), message, cardOf: goal.objective.id };
};
