import { Text, View } from "@tarojs/components";
import type { ReactNode } from "react";

interface Props {
  caption: string;
  number: string;
  unit: string;
  /** At the right of the caption. */
  aside?: ReactNode;
  /** What the number means for now. */
  line?: string;
}

/** The one number a screen is about. */
export function Hero({ caption, number, unit, aside, line }: Props) {
  return (
    <View className="hero">
      <View className="hero__head">
        <Text className="hero__caption">{caption}</Text>
        {aside}
      </View>
      <View className="hero__figure">
        <Text className="hero__number">{number}</Text>
        {unit !== "" && <Text className="hero__unit">{unit}</Text>}
      </View>
      {line && <Text className="hero__line">{line}</Text>}
    </View>
  );
}
