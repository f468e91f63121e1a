import { escapePlain } from "./escape";
import type { Card, Message } from "./Message";

/** A message as plain text, for chats that know nothing else; the buttons of a card are numbered. */
export function messageText(message: Message): string {
  if (message.kind === "text") return escapePlain(message.text);
  if (message.kind === "markdown") return escapePlain(plain(message.markdown));
  if (message.kind === "link") return escapePlain([message.title, message.text, message.url].join("\n"));
  return escapePlain(cardLines(message.card).join("\n"));
}

/** What a card can be asked, in the order of the numbers it shows. */
export const hasChoices = (card: Card) => (card.buttons ?? []).length > 0;

function cardLines(card: Card): string[] {
  const { title, description, emphasis, subtitle, rows = [], quote, done, url } = card;
  return [
    `【${title}】`,
    description,
    emphasis && `${emphasis.value} ${emphasis.label}`,
    subtitle,
    ...rows.map(({ label, value }) => `${label}：${value}`),
    quote && `“${quote}”`,
    ...(done ? [done] : choiceLines(card)),
    url,
  ].filter((line): line is string => Boolean(line));
}

function choiceLines({ buttons = [], selection }: Card): string[] {
  if (buttons.length === 0) return [];
  const lines = buttons.map(({ text }, index) => `回复 ${index + 1} ${text}`);
  if (!selection) return lines;
  const options = selection.options.map(({ text }, index) => `  ${index + 1} ${text}`);
  return [...lines, `${selection.title}（写在后面，例如 ${buttons.length} 1）：`, ...options];
}

/** Markdown of the few kinds we write, without its marks. */
const plain = (markdown: string) =>
  markdown
    .replace(/<\/?font[^>]*>/g, "")
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, "$1 $2")
    .replace(/<(@[^<>]+)>/g, "$1")
    .replace(/\*\*/g, "")
    .replace(/^(>|#{1,6})\s?/gm, "");
