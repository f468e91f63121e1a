/** The beginning of a text in at most so many UTF-8 bytes, never cut inside a character. */
export function cutBytes(text: string, most: number): string {
  let length = 0;
  let cut = "";
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > most) return cut;
    cut += character;
  }
  return cut;
}
