import { findCycles } from "../../domain/cycles/findCycles";
import { Conflict } from "../../domain/errors";
import { editGoal } from "../../domain/goals/editGoal";
import { findGoals } from "../../domain/goals/findGoals";
import { findReturned } from "../../domain/goals/findReturned";
import { findToday } from "../../domain/goals/findToday";
import { proposeGoal } from "../../domain/goals/proposeGoal";
import { submitGoal } from "../../domain/goals/submitGoal";
import type { Chat, Reply } from "../Chat";
import { goalListText } from "../cards/goalListText";
import { todayCard } from "../cards/todayCard";
import { endConversation, findConversation, startConversation } from "../conversation";
import { say } from "../say";
import { draftOf, type GoalDraft, newDraft, nextStep, previousStep, promptFor } from "./goalDraft";
import type { Handlers } from "./index";

const flow = "goal.new";
const draftMinutes = 24 * 60;
/** As many of a person's goals as one answer lists. */
const mostListed = 100;

export function goalHandlers(bot: Handlers) {
  const today = async (chat: Chat): Promise<Reply> => ({
    message: { kind: "card", card: todayCard(await findToday(chat, chat.actor), chat.company) },
  });
  const mine = async (chat: Chat): Promise<Reply> => {
    const views = await findGoals(chat, { ownerId: chat.actor.id, limit: mostListed + 1 });
    return { message: goalListText(views.slice(0, mostListed), chat.company, views.length > mostListed) };
  };
  bot.command(/^(今日|今天|today)$/i, today);
  bot.command(/^(我的目标|目标)$/, mine);
  bot.event("menu:today", today);
  bot.event("menu:goals", mine);
  bot.command(/^(新目标|新建目标)$/, startDraft);
  bot.command(/^(取消|算了)$/, cancelDraft);
  bot.flow(flow, goOn);
  bot.takeBack(flow, goBack);
}

/** Opens the guide, or goes on where it was left. */
async function startDraft(chat: Chat): Promise<Reply> {
  const open = await findDraft(chat);
  if (open) return { message: say("draft.resumed", { prompt: promptFor(open.state as unknown as GoalDraft) }) };
  const returned = await findReturned(chat);
  if (!returned) return startNew(chat);
  const draft = draftOf(returned.goal);
  await startConversation(chat, flow, draft, draftMinutes);
  return { message: say("draft.returned", { prompt: promptFor(draft), reason: returned.reason ?? "" }) };
}

async function startNew(chat: Chat): Promise<Reply> {
  const cycles = await findCycles(chat);
  if (cycles.length === 0) return { message: say("cycle.none") };
  const draft = newDraft(cycles);
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
  const before = state as unknown as GoalDraft;
  if (before.returned && text === "另写") return startNew(chat);
  const { draft, advice } = nextStep(before, text);
  if (draft.step !== "done") {
    await startConversation(chat, flow, draft, draftMinutes);
    return { message: say("draft.next", { advice: advice ?? "", prompt: promptFor(draft) }) };
  }
  const { title, cycleId = "", keyResults, returned } = draft;
  if (returned) return resubmit(chat, returned, { title, keyResults });
  await endConversation(chat);
  const { objective } = await proposeGoal(chat, { cycleId, title, keyResults, submit: true });
  return { message: say("goal.submitted", { title: objective.title }) };
}

async function goBack(chat: Chat, state: Record<string, unknown>): Promise<Reply> {
  const draft = previousStep(state as unknown as GoalDraft);
  if (!draft) return { message: say("draft.nothingToTakeBack") };
  await startConversation(chat, flow, draft, draftMinutes);
  return { message: say("draft.takenBack", { prompt: promptFor(draft) }) };
}

type Correction = Pick<GoalDraft, "title" | "keyResults">;

async function resubmit(
  chat: Chat,
  { id, version }: NonNullable<GoalDraft["returned"]>,
  correction: Correction,
): Promise<Reply> {
  try {
    await editGoal(chat, id, { version, ...correction });
  } catch (error) {
    // Changed or moved on elsewhere: what is written here no longer fits, and nothing was changed.
    if (!(error instanceof Conflict)) throw error;
    await endConversation(chat);
    return { message: say("draft.outdated", { title: correction.title }) };
  }
  const { objective } = await submitGoal(chat, id);
  await endConversation(chat);
  return { message: say("goal.submitted", { title: objective.title }) };
}
