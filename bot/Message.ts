/** What can be said in a chat, whichever channel carries it. People's text in it is raw: each sink escapes it. */
export type Message =
  | { kind: "text"; text: string; link?: TextLink }
  /** Composed for markdown already: what people wrote is escaped in it (escapeMarkdown). */
  | { kind: "markdown"; markdown: string }
  /** Words with a page behind them, whose link says what is there in up to four characters. */
  | { kind: "link"; title: string; text: string; url: string; button: string }
  | { kind: "card"; card: Card };

/** Stands under words: the page they speak of. */
export interface TextLink {
  label: string;
  url: string;
}

export interface CardSelection {
  key: string;
  title: string;
  options: { id: string; text: string }[];
  selected?: string;
}

export interface CardButton {
  text: string;
  style?: "primary" | "danger" | "quiet";
  /** `goal.approve:<id>` */
  key: string;
}

/** A card: one number first, then what it means, then one or two buttons. */
export interface Card {
  source?: string;
  title: string;
  description?: string;
  emphasis?: { value: string; label: string };
  subtitle?: string;
  rows?: { label: string; value: string }[];
  quote?: string;
  selection?: CardSelection;
  buttons?: CardButton[];
  /** Stands in place of the buttons once the card is used up. */
  done?: string;
  /** The page the card speaks of. */
  url?: string;
}
