import type { Card } from "../Message";
import { hasChoices } from "../messageText";

/** Chats whose card is remembered; the longest unused is forgotten first. */
const most = 5000;

/**
 * The last card of each chat, so that a reply of a number can press its button. It is lost with the process: the card
 * then has to be asked for again, and nothing is pressed by mistake.
 */
export class CardMemory {
  private readonly cards = new Map<string, Card>();

  /** The newest card wins; one without buttons leaves nothing to press. */
  remember(chat: string, card: Card): void {
    this.cards.delete(chat);
    if (hasChoices(card) && !card.done) this.cards.set(chat, card);
    const [oldest] = this.cards.keys();
    if (this.cards.size > most && oldest !== undefined) this.cards.delete(oldest);
  }

  last(chat: string): Card | undefined {
    return this.cards.get(chat);
  }
}
