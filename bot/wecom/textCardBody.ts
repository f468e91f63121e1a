import { escapeField } from "../escape";
import type { Message } from "../Message";
import { textCardLimits } from "./limits";

type Link = Extract<Message, { kind: "link" }>;

/** Words with a page behind them as WeCom's text card. Its description is markup: line ends are the only mark in it. */
export const textCardBody = ({ title, text, url, button }: Link) => ({
  title: escapeField(title, textCardLimits.title),
  description: escapeField(text, textCardLimits.description).replaceAll("\n", "<br>"),
  url,
  btntxt: escapeField(button, textCardLimits.button),
});
