import { owe } from "../../domain/record";
import { Notice } from "../../entities";
import { databaseFault } from "../../entities/databaseErrors";
import type { Chat, Reply } from "../Chat";
import { say } from "../say";
import type { Handlers } from "./index";

export function generalHandlers(bot: Handlers) {
  bot.command(/^(帮助|help|\?|？|菜单)$/i, async () => ({ message: say("help") }));
  bot.event("subscribe", welcome);
  bot.event("enter", welcome);
}

/** Greets a person once: entering is reported each time the app is opened. */
async function welcome(chat: Chat): Promise<Reply> {
  const { actor, db } = chat;
  const key = `person:${actor.id}`;
  const isKnown = await db.existsBy(Notice, { dedupeKey: `${key}:welcome:${actor.id}` });
  if (!isKnown) await greet(chat, key);
  return {};
}

/** Following the app and opening it may come at the same instant: the second finds the first one's greeting. */
async function greet(chat: Chat, key: string) {
  try {
    await owe(chat, key, [{ to: [chat.actor.id], template: "welcome", kind: "reply", hours: 24 }]);
  } catch (error) {
    if (databaseFault(error) !== "unique") throw error;
  }
}
