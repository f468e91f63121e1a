import { escapeText } from "../escape";
import type { Message } from "../Message";

type Text = Extract<Message, { kind: "text" }>;

/** Words as WeCom's text message, in which a link is the one mark that is allowed (doc 90236). */
export const textContent = ({ text, link }: Text): string =>
  escapeText(text) + (link ? `\n<a href="${link.url}">${link.label}</a>` : "");

/** The same for the answer in a callback's response, where nothing is said of marks: an address can be tapped as it is. */
export const passiveContent = ({ text, link }: Text): string =>
  escapeText(text) + (link ? `\n${link.label}：${link.url}` : "");
