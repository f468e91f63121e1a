// Puts a .br and a .gz beside every file of a folder that shrinks, so that nothing is compressed while people wait.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const shrinks = /\.(js|css|html|svg|json)$/;
/** Smaller ones fit into a packet as they are. */
const leastBytes = 1024;
const encodings = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

export async function compressFiles(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => shrinks.test(name));
  for (const name of names) {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    if (bytes.length < leastBytes) continue;
    for (const [ending, compress] of Object.entries(encodings)) {
      const small = await compress(bytes);
      if (small.length < bytes.length) writeFileSync(`${file}.${ending}`, small);
    }
  }
}
