import sharp, { type Sharp } from "sharp";
import { ask, type Http } from "./serveApi";

/** Sends bytes as the pages do: the file is the body. */
export function upload(http: Http, token: string | undefined, bytes: Buffer, headers: Record<string, string> = {}) {
  const call = ask(http, "POST /attachments", token).set({
    "Content-Type": "application/octet-stream",
    "X-File-Name": encodeURIComponent("门店 照片.png"),
    ...headers,
  });
  return call.send(bytes);
}

export const picture = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: "#0b6e5f" } });

/** A photo as a phone takes it: lying on its side, with the place it was taken at. */
export const photo = () =>
  picture(3000, 1000)
    .withExif({
      IFD0: { Make: "SecretPhone", Orientation: "6" },
      IFD3: { GPSLatitude: "31/1 13/1 49/1", GPSLatitudeRef: "N" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** A zip file that holds nothing but these names: all that is asked of an office file. */
export function zip(names: readonly string[]): Buffer {
  const local = Buffer.alloc(30);
  local.write("PK\u0003\u0004", "latin1");
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46 + Buffer.byteLength(name));
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.write(name, 46);
    return entry;
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}
