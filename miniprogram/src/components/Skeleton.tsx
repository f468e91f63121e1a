import { View } from "@tarojs/components";
import { spoken } from "./spoken";

const places = [1, 2, 3, 4, 5, 6];

/** Holds the place of what is loading: a hero, and some cards. */
export function Skeleton({ cards = 2, hasHero = true }: { cards?: number; hasHero?: boolean }) {
  return (
    <View className="skeleton" {...spoken({ role: "status", label: "正在加载" })}>
      {hasHero && <View className="skeleton__hero" />}
      {places.slice(0, cards).map((place) => (
        <View key={place} className="skeleton__card" />
      ))}
    </View>
  );
}
