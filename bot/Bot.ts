import type { Actor, App, Work } from "../domain/context";
import { Conflict, DomainError } from "../domain/errors";
import { findActorByIdentity, findActorByWecomId } from "../domain/people/findActor";
import { transact } from "../domain/transact";
import type { Via } from "../entities";
import type { Chat, Reply } from "./Chat";
import { claimReceipt, storeAnswer } from "./claimReceipt";
import { findConversation } from "./conversation";
import { cleanInput } from "./escape";
import { type Handlers, registerHandlers } from "./handlers";
import type { Inbound, Press } from "./Inbound";
import type { Message } from "./Message";
import { say } from "./say";
import { settleReply } from "./settleReply";

/** A typed command is answered in the callback's own response up to this age, in ms; later by message. */
const promptMs = 1000;

/** Characters of a line we read: WeCom's own limit is 2,048 bytes, and no pattern may be given more to try. */
const longestText = 1000;

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
      return await this.inTransaction(inbound, isLate, (chat) => this.refuse(chat, inbound, error));
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
        const answer = await settleReply(chat, inbound, reply, isLate());
        if (answer) await storeAnswer(work, inbound.key, answer);
        return answer;
      },
      { via: inbound.channel as Via },
    );
  }

  private async dispatch(chat: Chat, inbound: Inbound): Promise<Reply> {
    if (inbound.button) return this.press(chat, inbound.button);
    if (inbound.event) return this.handlers.events.get(inbound.event)?.(chat, inbound.event) ?? {};
    return this.hear(chat, cleanInput(inbound.text ?? ""));
  }

  /** A button that no longer fits stood on a card that shows what is over: it is drawn anew. */
  private async refuse(chat: Chat, { button }: Inbound, error: DomainError): Promise<Reply> {
    const message = say(error.code, error.details);
    if (!button || !(error instanceof Conflict)) return { message };
    const [noun = "", , subjectId = ""] = button.key.split(/[.:]/);
    const draw = this.handlers.cards.get(noun);
    return { message, ...(draw && { card: await draw(chat, subjectId) }) };
  }

  private async press(chat: Chat, press: Press): Promise<Reply> {
    const [action = "", subjectId = ""] = press.key.split(":");
    const handler = this.handlers.buttons.get(action);
    return handler ? handler(chat, subjectId, press) : { message: say("button.unknown") };
  }

  /** A command wins over a conversation that is open; what is no command goes on with the conversation. */
  private async hear(chat: Chat, text: string): Promise<Reply> {
    if (text.length > longestText) return { message: say("text.tooLong", { most: longestText }) };
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
