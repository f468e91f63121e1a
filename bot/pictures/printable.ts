/** Stands where a letter is that the font lacks: printers have done so for centuries. */
export const missing = "〓";

/** Pictures, what joins and colours them, and what has no look of its own. */
const ornament =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * A text in letters the font has: other letters become 〓 and pictures go, as either would print as a box. What consists
 * of pictures alone is one 〓, so that nobody's name is left out.
 */
export function printable(text: string, isKnown: (letter: string) => boolean): string {
  const letters = [...text.normalize("NFC")].map((letter) => {
    if (isKnown(letter)) return letter;
    return ornament.test(letter) ? "" : missing;
  });
  const left = letters.join("").replace(/\s+/g, " ").trim();
  return left === "" && text.trim() !== "" ? missing : left;
}
