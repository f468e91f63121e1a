/** A press on a card. */
export interface Press {
  /** `goal.approve:<id>` */
  key: string;
  /** Updates the pressed card once. */
  responseCode?: string;
  /** What was chosen in the card's selection, by its key. */
  choices: Record<string, string[]>;
}

/** What a person did in a chat, whichever channel brought it. */
export interface Inbound {
  channel: "wecom" | "wechaty";
  /** The channel's id of the person. */
  userId: string;
  /** Two deliveries of the same thing have the same key. */
  key: string;
  /** When it was said, by the channel's clock. */
  at: Date;
  text?: string;
  button?: Press;
  /** `subscribe`, `enter`, `menu:<key>` … */
  event?: string;
}
