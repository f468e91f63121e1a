import { escapePlain } from "./escape";
import type { Card, Message } from "./Message";

/** A message as plain text, for chats that know nothing else; the buttons of a card work where it was sent as one. */
export function messageText(message: Message): string {
  if (message.kind === "text") return escapePlain([message.text, message.link?.url].filter(Boolean).join("\n"));
  if (message.kind === "markdown") return escapePlain(plain(message.markdown));
  if (message.kind === "link") return escapePlain([message.title, message.text, message.url].join("\n"));
  return escapePlain(cardLines(message.card).join("\n"));
}

function cardLines(card: Card): string[] {
  const { title, description, emphasis, subtitle, rows = [], quote, done, url } = card;
  return [
    `【${title}】`,
    description,
    emphasis && `${emphasis.value} ${emphasis.label}`,
    subtitle,
    ...rows.map(({ label, value }) => `${label}：${value}`),
    quote && `“${quote}”`,
    done,
    url,
  ].filter((line): line is string => Boolean(line));
}

/** Markdown of the few kinds we write, without its marks. */
const plain = (markdown: string) =>
  markdown
    .replace(/<\/?font[^>]*>/g, "")
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, "$1 $2")
    .replace(/<(@[^<>]+)>/g, "$1")
    .replace(/\*\*/g, "")
    .replace(/^(>|#{1,6})\s?/gm, "");
