export const byteLength = (text: string): number => Buffer.byteLength(text, "utf8");

/** WeCom's limits of one text or markdown message, in UTF-8 bytes (doc 90236); what is longer it cuts or refuses. */
export const maxMessageBytes = 2048;

/** Cuts to so many characters, the last of them an ellipsis. */
export function cutText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** Splits at line ends into parts of at most `most` bytes; a longer line is split between characters. */
export function splitText(text: string, most = maxMessageBytes): string[] {
  const parts: string[] = [];
  let part = "";
  const push = (piece: string, glue: string) => {
    if (part !== "" && byteLength(part + glue + piece) > most) {
      parts.push(part);
      part = piece;
    } else part = part === "" ? piece : part + glue + piece;
  };
  for (const line of text.split("\n"))
    if (byteLength(line) <= most) push(line, "\n");
    else for (const [index, piece] of pieces(line, most).entries()) push(piece, index === 0 ? "\n" : "");
  parts.push(part);
  return parts;
}

function pieces(line: string, most: number): string[] {
  const found: string[] = [];
  let piece = "";
  for (const character of line) {
    if (byteLength(piece + character) > most) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}
