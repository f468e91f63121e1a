import { byteLength } from "./text";

// People's text is escaped once, for the sink it goes to. Special characters become their full-width twins: they read
// the same, and no client gives them a meaning.

/** Control characters, and those that turn or hide text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A WeCom id standing for a name that is not known (personName.ts): WeCom translates it where it is asked to. */
const idToken = /\uE000([0-9A-Za-z_.@-]{1,64})\uE001/g;
const translated = (text: string) => text.replace(idToken, "$$userName=$1$$").replace(/[\uE000-\uE001]/g, "");

/** Markdown and groups translate no ids, but show a mention as the person's name (wecom.md §3.1, §4.1, §4.2). */
const mentioned = (text: string) => text.replace(idToken, "<@$1>").replace(/[\uE000-\uE001]/g, "");

/** What a person typed, without characters that mean something to us alone. */
export const cleanInput = (text: string): string =>
  text
    .replace(/[\uE000-\uF8FF]/g, "")
    .replace(invisible, " ")
    .trim();

const clean = (text: string) => text.replace(invisible, "");

const twins: Record<string, string> = {
  "<": "＜",
  ">": "＞",
  $: "＄",
  "*": "＊",
  _: "＿",
  "`": "｀",
  "#": "＃",
  "[": "［",
  "]": "］",
  "(": "（",
  ")": "）",
  "!": "！",
  "~": "～",
  "|": "｜",
  "\\": "＼",
};

const twin = (character: string) => twins[character] ?? character;

/** For WeCom's text messages and cards: no links, no mentions, no id translation. */
export const escapeText = (text: string): string => translated(clean(text).replace(/[<>$]/g, twin));

/** Bytes of a text in UTF-8 as it goes out. */
export const escapedLength = (text: string): number => byteLength(escapeText(text));

/** For WeCom's markdown, on one line. */
export const escapeMarkdown = (text: string): string =>
  mentioned(
    clean(text)
      .replace(/\s+/g, " ")
      .replace(/[<>$*`#[\]()!~|\\]/g, twin),
  );

/** For spreadsheet cells: nothing starts a formula. */
export const escapeCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
