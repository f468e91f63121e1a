import { DomainError, Invalid } from "../../domain/errors";
import { approveGoal } from "../../domain/goals/approveGoal";
import { findGoal } from "../../domain/goals/findGoals";
import { findReturnable } from "../../domain/goals/findReturnable";
import type { Goal } from "../../domain/goals/Goal";
import { returnGoal } from "../../domain/goals/returnGoal";
import { undoApproval } from "../../domain/goals/undoApproval";
import type { Chat, FlowHandler, Reply } from "../Chat";
import { goalCard } from "../cards/goalCard";
import { otherReason, returnReasons } from "../cards/returnReasons";
import { endConversation, interruptConversation } from "../conversation";
import { say } from "../say";
import type { Handlers } from "./index";

const flow = "goal.returnReason";
const reasonMinutes = 10;

export function approvalHandlers(bot: Handlers) {
  bot.card("goal", async (chat, goalId) => goalCard(await findGoal(chat, goalId), chat.actor, chat));
  bot.button("goal.approve", async (chat, goalId) => draw(chat, await approveGoal(chat, goalId)));
  bot.button("goal.undoApproval", async (chat, goalId) => draw(chat, await undoApproval(chat, goalId)));
  bot.button("goal.return", async (chat, goalId, { choices }) => {
    const id = choices.returnReason?.[0];
    const reason = returnReasons.find((one) => one.id === id);
    if (reason && id !== otherReason) return draw(chat, await returnGoal(chat, goalId, reason.text));
    await findReturnable(chat, goalId);
    return reason ? askForReason(chat, goalId) : { message: say("goal.chooseReason") };
  });
  bot.flow(flow, takeReason);
}

const draw = (chat: Chat, goal: Goal): Reply => ({ card: goalCard({ goal }, chat.actor, chat) });

/** Cards have no text field: the person's next line is the reason. */
async function askForReason(chat: Chat, goalId: string): Promise<Reply> {
  await interruptConversation(chat, flow, { goalId }, reasonMinutes);
  return { message: say("goal.writeReason", { minutes: reasonMinutes }) };
}

const takeReason: FlowHandler = async (chat, text, { goalId }) => {
  const id = String(goalId);
  try {
    const goal = await returnGoal(chat, id, text);
    await endConversation(chat);
    const message = say("goal.returnedByYou", { title: goal.objective.title });
    return { ...draw(chat, goal), message, cardOf: id };
  } catch (error) {
    // A reason that is too long is asked for again. Anything else is refused before a change, and nothing is left to ask.
    if (!(error instanceof DomainError) || error instanceof Invalid) throw error;
    await endConversation(chat);
    return { message: say(error.code, error.details) };
  }
};
