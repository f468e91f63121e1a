import { readFile } from "node:fs/promises";

/** Which letters a font file has, by its table `cmap`, in whole Unicode (format 12): code points from … to. */
export async function readKnownLetters(file: string): Promise<(letter: string) => boolean> {
  const ranges = rangesOf(await readFile(file));
  return (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return ranges.some(([from, to]) => from <= code && code <= to);
  };
}

function rangesOf(font: Buffer): [from: number, to: number][] {
  const table = first(font.readUInt16BE(4), (index) => {
    const at = 12 + index * 16;
    return font.toString("latin1", at, at + 4) === "cmap" ? font.readUInt32BE(at + 8) : undefined;
  });
  const map = first(font.readUInt16BE(table + 2), (index) => {
    const at = table + font.readUInt32BE(table + 4 + index * 8 + 4);
    return font.readUInt16BE(at) === 12 ? at : undefined;
  });
  return Array.from({ length: font.readUInt32BE(map + 12) }, (_, index) => {
    const at = map + 16 + index * 12;
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)];
  });
}

function first(count: number, at: (index: number) => number | undefined): number {
  for (let index = 0; index < count; index++) {
    const found = at(index);
    if (found !== undefined) return found;
  }
  throw new Error("the font has no map of its letters");
}
