import { Image, View } from "@tarojs/components";
import { size } from "../lib/size";
import { darkPalette, lightPalette, type Palette, type Picture, svgUri } from "../lib/svg";
import { useIsDark } from "../lib/useIsDark";
import { spoken } from "./spoken";

/** The words are around the picture; it says nothing besides. */
const decorative = process.env.TARO_ENV === "h5" ? { nativeProps: { alt: "" } } : {};

interface Props {
  draw: (palette: Palette) => Picture;
  /** What it shows, for those who cannot see it. */
  label: string;
}

/** A drawing in the colours of the hour. Its room is held before it is there. */
export function Chart({ draw, label }: Props) {
  const { svg, width, height } = draw(useIsDark() ? darkPalette : lightPalette);
  const room = { width: size(width), height: size(height) };
  return (
    <View style={{ ...room, maxWidth: "100%", flexShrink: 0 }} {...spoken({ role: "img", label })}>
      <Image
        src={svgUri(svg)}
        mode="aspectFit"
        {...decorative}
        style={{ width: "100%", height: room.height, display: "block" }}
      />
    </View>
  );
}
