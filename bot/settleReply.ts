import { newId } from "../domain/newId";
import { owe } from "../domain/record";
import type { Chat, Reply } from "./Chat";
import { keepCardCode, spendKeptCode, spendPressedCode } from "./cardCodes";
import { escapedLength } from "./escape";
import type { Inbound, Press } from "./Inbound";
import type { Card, Message } from "./Message";
import { holdsPersonId } from "./personName";
import { byteLength, splitText } from "./text";

/** Turns a reply into the channel's own answer and the notices that carry the rest. */
export async function settleReply(
  chat: Chat,
  inbound: Inbound,
  reply: Reply,
  isLate: boolean,
): Promise<Message | null> {
  if (!chat.actor || inbound.channel === "wechaty") return reply.message ?? asMessage(reply.card);
  const isRedrawn = await redraw(chat, inbound.button, reply);
  const words = reply.message ?? (isRedrawn ? null : asMessage(reply.card));
  if (!words) return null;
  const parts = partsOf(words);
  const isPassive = inbound.text !== undefined && parts.length === 1 && isPlain(words) && !isLate;
  if (isPassive) return words;
  await oweParts(chat, parts);
  return null;
}

const asMessage = (card: Card | undefined): Message | null => (card ? { kind: "card", card } : null);

/** Owes the pressed card its new look. Answers false where no code is left to do so. */
async function redraw(chat: Chat, press: Press | undefined, { card, cardOf }: Reply): Promise<boolean> {
  if (!card) {
    if (press) await keepCardCode(chat, press);
    return false;
  }
  const responseCode = await (cardOf ? spendKeptCode(chat, cardOf) : press && spendPressedCode(chat, press));
  if (!responseCode) return false;
  await owe(chat, newId(chat.now), [
    { to: [chat.actor.id], template: "cardUpdated", kind: "card", data: { card, responseCode }, hours: 72 },
  ]);
  return true;
}

async function oweParts(chat: Chat, parts: readonly Message[]) {
  const key = newId(chat.now);
  const owed = parts.map((message, index) => ({
    to: [chat.actor.id],
    template: "message",
    kind: "reply" as const,
    key: `${key}.${index}`,
    data: { message },
    hours: 24,
  }));
  await owe(chat, key, owed);
}

/** A message each, so that every one counts against the limits of what a person may be sent. */
function partsOf(words: Message): Message[] {
  if (words.kind !== "text") return [words];
  const { text, link } = words;
  // The link stands under the last of them, which is not known yet.
  const room = link ? byteLength(link.url + link.label) + linkMarkBytes : 0;
  const parts = splitText(text, (part) => escapedLength(part) + room);
  return parts.map((part, index) => ({
    kind: "text",
    text: part,
    ...(link && index === parts.length - 1 && { link }),
  }));
}

/** `<a href=""></a>` and the line end before it. */
const linkMarkBytes = 16;

/** The answer in a callback's response shows text as it is: nothing there turns an id into a name. */
const isPlain = (words: Message) => words.kind === "text" && !holdsPersonId(words.text);
