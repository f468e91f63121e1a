import { invisible, privateUse } from "../domain/plainLine";
import { byteLength, cutText } from "./text";

// People's text is escaped once, for the sink it goes to. Special characters become their full-width twins: they read
// the same, and no client gives them a meaning.

/** A WeCom id standing for a name that is not known (personName.ts): WeCom translates it where it is asked to. */
const idToken = /\uE000([0-9A-Za-z_.@-]{1,64})\uE001/g;
const translated = (text: string) => text.replace(idToken, "$$userName=$1$$").replace(/[\uE000-\uE001]/g, "");

/** Markdown and groups translate no ids, but show a mention as the person's name (wecom.md §3.1, §4.1, §4.2). */
const mentioned = (text: string) => text.replace(idToken, "<@$1>").replace(/[\uE000-\uE001]/g, "");

/** Runs of blanks become one, so that no pattern of ours has to try every way to part them. */
const closeUp = (text: string) => text.replace(/\s+/g, (blanks) => (blanks.includes("\n") ? "\n" : " "));

/** What a person typed, without characters that mean something to us alone. */
export const cleanInput = (text: string): string =>
  closeUp(text.replace(privateUse, "").replace(invisible, " ")).trim();

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

/** The same for a field of so many characters; a name that stands for an id counts as one and is never cut through. */
export const escapeField = (text: string, most: number): string => escapeText(cutText(clean(text), most, whole));
const whole = /\uE000[^\uE000\uE001]*\uE001|./gsu;

/** For chats that translate no ids and know no mentions: who is known by id only is called by it. */
export const escapePlain = (text: string): string => escapeText(text.replace(idToken, "$1"));

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
