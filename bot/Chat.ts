import type { Context } from "../domain/context";
import type { Press } from "./Inbound";
import type { Card, Message } from "./Message";

/** What a handler wants to be seen: words or a card for the person, and the pressed card as it now looks. */
export interface Reply {
  message?: Message;
  card?: Card;
  /** The subject whose card was pressed before and is to change now, after words that were asked for. */
  cardOf?: string;
}

/** Everything a handler may use. `said` is when the person said it, `now` when we got to it. */
export interface Chat extends Context {
  said: Date;
}

export type TextHandler = (chat: Chat, match: RegExpMatchArray) => Promise<Reply>;
export type ButtonHandler = (chat: Chat, subjectId: string, press: Press) => Promise<Reply>;
export type FlowHandler = (chat: Chat, text: string, state: Record<string, unknown>) => Promise<Reply>;
export type TakeBackHandler = (chat: Chat, state: Record<string, unknown>) => Promise<Reply>;
