export const byteLength = (text: string): number => Buffer.byteLength(text, "utf8");

/** WeCom's limits of one text or markdown message, in UTF-8 bytes (doc 90236); what is longer it cuts or refuses. */
export const maxMessageBytes = 2048;

/** Cuts to so many characters, the last of them an ellipsis. `unit` matches what counts as one. */
export function cutText(text: string, most: number, unit = /./gsu): string {
  const characters = text.match(unit) ?? [];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/**
 * Splits at line ends into parts that measure at most 2048 (UTF-8 bytes unless stated); a longer line is split between
 * characters.
 */
export function splitText(text: string, measure: (text: string) => number = byteLength): string[] {
  const fits = (part: string) => measure(part) <= maxMessageBytes;
  const parts: string[] = [];
  let part: string | undefined;
  const push = (piece: string, glue: string) => {
    if (part !== undefined && fits(part + glue + piece)) part += glue + piece;
    else {
      if (part !== undefined) parts.push(part);
      part = piece;
    }
  };
  for (const line of text.split("\n"))
    if (fits(line)) push(line, "\n");
    else for (const [index, piece] of pieces(line, fits).entries()) push(piece, index === 0 ? "\n" : "");
  return [...parts, part ?? ""];
}

function pieces(line: string, fits: (part: string) => boolean): string[] {
  const found: string[] = [];
  let piece = "";
  for (const character of line) {
    if (!fits(piece + character)) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}
