import { readKnownLetters } from "./knownLetters";

/** The weights pictures are written in. */
const fonts = [
  "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
];
/** 200 dots an inch, for paper; a drawing is measured at 96, and 72 is what sharp calls its own size. */
const density = 150;

let known: ReturnType<typeof readKnownLetters> | undefined;

/** Tells the letters pictures can be written in; those of one weight are those of the other. */
export function findKnownLetters(): ReturnType<typeof readKnownLetters> {
  known ??= readKnownLetters(require.resolve(fonts[0]!));
  return known;
}

let isReady: Promise<unknown> | undefined;

/**
 * A drawing of ours as PNG. Servers have no Chinese letters of their own: writing one from a file makes the font known
 * to all drawings of the process. Works on libvips's threads.
 */
export async function drawPicture(svg: string): Promise<Buffer> {
  // Loaded when first needed: it is large.
  const { default: sharp } = await import("sharp");
  isReady ??= Promise.all(
    fonts.map((file) =>
      sharp({ text: { text: "字", font: "Noto Sans SC", fontfile: require.resolve(file) } })
        .png()
        .toBuffer(),
    ),
  );
  await isReady;
  return sharp(Buffer.from(svg), { density }).png({ compressionLevel: 9, palette: true }).toBuffer();
}
