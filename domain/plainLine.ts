/** Control characters, and those that turn, hide or break text; line ends are not among them. */
export const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff0-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Characters that mean something to us alone: personName.ts marks ids with them. */
export const privateUse = /[\uE000-\uF8FF]/g;

/** A name, title or reason as one line that shows all there is in it. */
export const plainLine = (text: string): string =>
  text.replace(privateUse, "").replace(invisible, " ").replace(/\s+/g, " ").trim();
