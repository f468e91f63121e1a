import { Invalid } from "../../domain/errors";
import { isHeic } from "./sniffUpload";

/** More than phones take; a picture of some kilobytes can claim any number and fill the memory. */
const mostPixels = 52_000_000;
const longestSide = 2048;
const mostSeconds = 20;

/**
 * A photo drawn anew as JPEG, upright and of a size to look at: what it said about place, time and device is gone, and
 * so is whatever was hidden in it. Works on libvips's threads. @throws Invalid
 */
export async function redrawPicture(bytes: Buffer): Promise<Buffer> {
  // Loaded when first needed: it is large.
  const { default: sharp } = await import("sharp");
  try {
    return await sharp(bytes, { limitInputPixels: mostPixels, failOn: "truncated" })
      .timeout({ seconds: mostSeconds })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#fff" })
      .jpeg({ quality: 82 })
      .toBuffer();
  } catch (error) {
    if (String(error).includes("pixel limit")) throw new Invalid("attachment.tooManyPixels");
    throw isHeic(bytes) ? new Invalid("attachment.heic") : new Invalid("attachment.unreadable");
  }
}
