/** Cuts a text to so many characters, never through one; SQLite would store any length. Empty becomes null. */
export function shorten(text: string | null | undefined, length: number): string | null {
  const cut = [...(text ?? "").trim()].slice(0, length).join("").trim();
  return cut === "" ? null : cut;
}
