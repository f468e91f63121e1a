import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { StatementLine } from "../../../domain/context";
import { StatementUnread } from "../StatementUnread";
import { readFlows } from "./readFlows";

/** A file as it came: gzipped or not. `sha1` is that of the unpacked text, in hex. */
export interface StatementFile {
  bytes: Buffer;
  sha1?: string;
}

/** A day of a large merchant has some tens of megabytes; no honest one has more. */
const mostBytes = 512 * 1024 * 1024;

/**
 * The payouts of a statement, and what came back of them. It is gone through twice, so that nobody acts on a line of a
 * file that turns out to be damaged further down.
 * @throws StatementUnread
 */
export async function* readStatement(file: StatementFile): AsyncGenerator<StatementLine> {
  await check(file);
  for await (const { line } of readFlows(unpacked(file))) if (line) yield line;
}

async function check(file: StatementFile): Promise<void> {
  const hash = createHash("sha1");
  const hashed = async function* () {
    for await (const chunk of unpacked(file)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  for await (const _ of readFlows(hashed()));
  if (file.sha1 !== undefined && hash.digest("hex") !== file.sha1.toLowerCase())
    throw new StatementUnread("its hash is another");
}

const isGzipped = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function* unpacked({ bytes }: StatementFile): AsyncGenerator<Buffer> {
  const source = Readable.from([bytes]);
  const chunks: AsyncIterable<Buffer> = isGzipped(bytes) ? source.pipe(createGunzip()) : source;
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > mostBytes) throw new StatementUnread("it is too large");
      yield chunk;
    }
  } catch (error) {
    if (error instanceof StatementUnread) throw error;
    throw new StatementUnread("it cannot be unpacked");
  }
}
