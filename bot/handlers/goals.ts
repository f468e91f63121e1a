import { findCycles } from "../../domain/cycles/findCycles";
import { findGoals } from "../../domain/goals/findGoals";
import { findToday } from "../../domain/goals/findToday";
import { proposeGoal } from "../../domain/goals/proposeGoal";
import type { Chat, Reply } from "../Chat";
import { goalListText } from "../cards/goalListText";
import { todayCard } from "../cards/todayCard";
import { endConversation, findConversation, startConversation } from "../conversation";
import { say } from "../say";
import { type GoalDraft, nextStep, promptFor } from "./goalDraft";
import type { Handlers } from "./index";

const flow = "goal.new";
const draftMinutes = 24 * 60;

export function goalHandlers(bot: Handlers) {
  const today = async (chat: Chat): Promise<Reply> => ({
    message: { kind: "card", card: todayCard(await findToday(chat, chat.actor), chat.company) },
  });
  const mine = async (chat: Chat): Promise<Reply> => ({
    message: goalListText(await findGoals(chat, { ownerId: chat.actor.id })),
  });
  bot.command(/^(今日|今天|today)$/i, today);
  bot.command(/^(我的目标|目标)$/, mine);
  bot.event("menu:today", today);
  bot.event("menu:goals", mine);
  bot.command(/^(新目标|新建目标)$/, startDraft);
  bot.command(/^(取消|算了)$/, cancelDraft);
  bot.flow(flow, goOn);
}

/** Opens the guide, or goes on where it was left. */
async function startDraft(chat: Chat): Promise<Reply> {
  const open = await findDraft(chat);
  if (open) return { message: say("draft.resumed", { prompt: promptFor(open.state as unknown as GoalDraft) }) };
  const cycles = await findCycles(chat);
  const draft: GoalDraft = {
    step: "title",
    title: "",
    keyResults: [],
    cycles: cycles.map(({ id, name }) => ({ id, name })),
  };
  if (draft.cycles.length === 0) return { message: say("cycle.none") };
  await startConversation(chat, flow, draft, draftMinutes);
  return { message: say("draft.started", { prompt: promptFor(draft) }) };
}

/** The goal that is being written. A question asked in between is dropped for it. */
async function findDraft(chat: Chat) {
  const open = await findConversation(chat);
  if (!open || open.flow === flow) return open;
  await endConversation(chat);
  const below = await findConversation(chat);
  return below?.flow === flow ? below : undefined;
}

async function cancelDraft(chat: Chat): Promise<Reply> {
  if (!(await findConversation(chat))) return { message: say("nothing.toCancel") };
  await endConversation(chat);
  return { message: say("draft.cancelled") };
}

async function goOn(chat: Chat, text: string, state: Record<string, unknown>): Promise<Reply> {
  const { draft, advice } = nextStep(state as unknown as GoalDraft, text);
  if (draft.step !== "done") {
    await startConversation(chat, flow, draft, draftMinutes);
    return { message: say("draft.next", { advice: advice ?? "", prompt: promptFor(draft) }) };
  }
  await endConversation(chat);
  const { title, cycleId = "", keyResults } = draft;
  const { objective } = await proposeGoal(chat, { cycleId, title, keyResults, submit: true });
  return { message: say("goal.submitted", { title: objective.title }) };
}
