import { authorize } from "../../domain/authorize";
import { businessDayOf } from "../../domain/calendar";
import { DomainError, Invalid } from "../../domain/errors";
import { acceptIdea } from "../../domain/ideas/acceptIdea";
import { countValidIdeas, quarterlyAim, quarterOf } from "../../domain/ideas/countValidIdeas";
import { findIdea, findIdeas } from "../../domain/ideas/findIdeas";
import type { IdeaView } from "../../domain/ideas/IdeaView";
import { ideaPolicy } from "../../domain/ideas/ideaPolicy";
import { returnIdea } from "../../domain/ideas/returnIdea";
import { sendIdea } from "../../domain/ideas/sendIdea";
import { undoIdea } from "../../domain/ideas/undoIdea";
import type { ButtonHandler, Chat, FlowHandler, Reply } from "../Chat";
import { ideaCard } from "../cards/ideaCard";
import { ideaReturnReasons } from "../cards/ideaReturnReasons";
import { ideaListText } from "../cards/ideaText";
import { otherReason } from "../cards/returnReasons";
import { endConversation, interruptConversation } from "../conversation";
import { say } from "../say";
import type { Handlers } from "./index";

const flow = "idea.returnReason";
const reasonMinutes = 10;
/** As many of a person's ideas as one answer lists. */
const mostListed = 10;

export function ideaHandlers(bot: Handlers) {
  bot.command(/^建议[\s:：]+(.+)$/s, async (chat, [, text = ""]) => {
    await sendIdea(chat, text);
    return { message: say("idea.sent") };
  });
  bot.command(/^(建议|提建议)$/, async () => ({ message: say("idea.how") }));
  bot.command(/^我的建议$/, listMine);
  bot.card("idea", async (chat, id) => ideaCard(await findIdea(chat, id), chat.actor, chat));
  bot.button("idea.accept", async (chat, id) => draw(chat, await acceptIdea(chat, id)));
  bot.button("idea.undo", async (chat, id) => draw(chat, await undoIdea(chat, id)));
  bot.button("idea.return", pressReturn);
  bot.flow(flow, takeReason);
}

const draw = (chat: Chat, view: IdeaView): Reply => ({ card: ideaCard(view, chat.actor, chat) });

async function listMine(chat: Chat): Promise<Reply> {
  const { db, actor, now, company } = chat;
  const views = await findIdeas(chat, { scope: "mine", limit: mostListed });
  const counts = await countValidIdeas(db, quarterOf(businessDayOf(now, company.zone)), company.zone);
  return { message: ideaListText(views, { valid: counts.get(actor.id) ?? 0, aim: quarterlyAim }, company) };
}

const pressReturn: ButtonHandler = async (chat, id, { choices }) => {
  const chosen = choices.returnReason?.[0];
  const reason = ideaReturnReasons.find((one) => one.id === chosen);
  if (reason && chosen !== otherReason) return draw(chat, await returnIdea(chat, id, reason.text));
  // Refused now rather than after a reason was thought of.
  authorize(ideaPolicy, "return", chat.actor, await findIdea(chat, id), "idea");
  if (!reason) return { message: say("idea.chooseReason") };
  await interruptConversation(chat, flow, { ideaId: id }, reasonMinutes);
  return { message: say("idea.writeReason", { minutes: reasonMinutes }) };
};

/** Cards have no text field: the person's next line is the reason. */
const takeReason: FlowHandler = async (chat, text, { ideaId }) => {
  const id = String(ideaId);
  try {
    const view = await returnIdea(chat, id, text);
    await endConversation(chat);
    return { ...draw(chat, view), message: say("idea.returnedByYou"), cardOf: id };
  } catch (error) {
    // A reason that is too long is asked for again. Anything else is refused before a change, and nothing is left to ask.
    if (!(error instanceof DomainError) || error instanceof Invalid) throw error;
    await endConversation(chat);
    return { message: say(error.code, error.details) };
  }
};
