import type { Actor, App, Context, Work } from "../domain/context";
import { DomainError } from "../domain/errors";
import { newId } from "../domain/newId";
import { findActor, findActorByIdentity, findActorByWecomId } from "../domain/people/findActor";
import { owe } from "../domain/record";
import { transact } from "../domain/transact";
import type { Via } from "../entities";
import { claimReceipt, storeAnswer } from "./claimReceipt";
import { endConversation, findConversation, startConversation } from "./conversation";
import { type Handlers, registerHandlers } from "./handlers";
import type { Inbound, Press } from "./Inbound";
import type { Card, Message } from "./Message";
import { say } from "./say";

/** What a handler wants to be seen: words or a card for the person, and the pressed card as it now looks. */
export interface Reply {
  message?: Message;
  card?: Card;
}

/** Everything a handler may use. `said` is when the person said it, `now` when we got to it. */
export interface Chat extends Context {
  said: Date;
}

export type TextHandler = (chat: Chat, match: RegExpMatchArray) => Promise<Reply>;
export type ButtonHandler = (chat: Chat, subjectId: string, press: Press) => Promise<Reply>;
export type FlowHandler = (chat: Chat, text: string, state: Record<string, unknown>) => Promise<Reply>;

/** A typed command is answered in the callback's own response up to this age, in ms; later by message. */
const promptMs = 1000;

/** Finds the one handler for what a person did and runs it in one transaction. Knows no channel. */
export class Bot {
  private readonly handlers: Handlers = registerHandlers();

  constructor(private readonly app: App) {}

  /**
   * Does what was asked, once however often it comes, and answers the words for the channel's own response; null when
   * there is nothing to say there (the answer is then owed as a notice).
   */
  async receive(inbound: Inbound): Promise<Message | null> {
    const started = performance.now();
    const isLate = () => performance.now() - started > promptMs;
    try {
      return await this.inTransaction(inbound, isLate, (chat) => this.dispatch(chat, inbound));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // What was begun is undone; the refusal is the answer, and asked again it is the same.
      return await this.inTransaction(inbound, isLate, async () => ({ message: say(error.code, error.details) }));
    }
  }

  private inTransaction(inbound: Inbound, isLate: () => boolean, run: (chat: Chat) => Promise<Reply>) {
    return transact(
      this.app,
      null,
      async (work) => {
        const receipt = await claimReceipt(work, inbound.key);
        if (receipt.isTaken) return receipt.answer;
        const actor = await findSpeaker(work, inbound);
        const chat: Chat = Object.assign(work, { actor: actor as Actor, said: inbound.at });
        const reply = actor ? await run(chat) : { message: say("person.unknown") };
        const answer = await settle(chat, inbound, reply, isLate());
        if (answer) await storeAnswer(work, inbound.key, answer);
        return answer;
      },
      { via: inbound.channel as Via },
    );
  }

  private async dispatch(chat: Chat, inbound: Inbound): Promise<Reply> {
    if (inbound.button) return this.press(chat, inbound.button);
    if (inbound.event) return this.handlers.events.get(inbound.event)?.(chat, inbound.event) ?? {};
    return this.hear(chat, (inbound.text ?? "").trim());
  }

  private async press(chat: Chat, press: Press): Promise<Reply> {
    const [action = "", subjectId = ""] = press.key.split(":");
    const handler = this.handlers.buttons.get(action);
    return handler ? handler(chat, subjectId, press) : { message: say("button.unknown") };
  }

  /** A command wins over a conversation that is open; what is no command goes on with the conversation. */
  private async hear(chat: Chat, text: string): Promise<Reply> {
    for (const [pattern, handler] of this.handlers.commands) {
      const match = text.match(pattern);
      if (match) return handler(chat, match);
    }
    const conversation = await findConversation(chat);
    const flow = conversation && this.handlers.flows.get(conversation.flow);
    if (flow) return flow(chat, text, conversation.state);
    return this.handlers.otherwise(chat, text);
  }
}

function findSpeaker(work: Work, { channel, userId }: Inbound): Promise<Actor | undefined> {
  return channel === "wecom" ? findActorByWecomId(work.db, userId) : findActorByIdentity(work.db, channel, userId);
}

/** Turns a reply into the channel's own answer and the notices that carry the rest. */
async function settle(chat: Chat, inbound: Inbound, reply: Reply, isLate: boolean): Promise<Message | null> {
  const { message, card } = reply;
  const code = inbound.button?.responseCode;
  const to = chat.actor ? [chat.actor.id] : [];
  const key = newId(chat.now);
  if (card && code)
    await owe(chat, key, [
      { to, template: "cardUpdated", kind: "card", data: { card, responseCode: code }, hours: 72 },
    ]);
  const words = message ?? (card && !code ? ({ kind: "card", card } as const) : undefined);
  if (!words) return null;
  const isPassive = words.kind === "text" && inbound.text !== undefined && !isLate;
  if (isPassive || to.length === 0 || inbound.channel === "wechaty") return words;
  await owe(chat, key, [{ to, template: "message", kind: "reply", data: { message: words }, hours: 24 }]);
  return null;
}

export { endConversation, findActor, startConversation };
