/** What a central directory of more than this would list is no office file. */
const mostEntries = 10_000;
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
/** Behind the end there may be a comment of up to 64 KB. */
const farthestEnd = endBytes + 0xffff;

/** The names in a zip file's directory, as office programs read it: from its end. Undefined: it is no sound zip. */
export function zipEntries(bytes: Buffer): string[] | undefined {
  const end = endOf(bytes);
  if (end === undefined) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > mostEntries) return undefined;
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    if (at + entryBytes > end || bytes.readUInt32LE(at) !== entrySignature) return undefined;
    const nameBytes = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("utf8", at + entryBytes, at + entryBytes + nameBytes));
    at += entryBytes + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

function endOf(bytes: Buffer): number | undefined {
  const last = bytes.length - endBytes;
  for (let at = last; at >= 0 && at >= bytes.length - farthestEnd; at--)
    if (bytes.readUInt32LE(at) === endSignature) return at;
  return undefined;
}
