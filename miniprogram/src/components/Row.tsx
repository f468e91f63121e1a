import { Text, View } from "@tarojs/components";
import type { ReactNode } from "react";
import { Tap } from "./Tap";

interface Props {
  title: string;
  /** Second line. */
  meta?: string;
  /** At the left: an Avatar, a badge. */
  icon?: ReactNode;
  /** At the right, before the chevron. */
  value?: ReactNode;
  /** Makes it a way to somewhere, with a chevron. */
  onTap?: () => void;
  label?: string;
}

/** One line of a list, at least 56 px high. */
export function Row({ title, meta, icon, value, onTap, label }: Props) {
  const inside = (
    <>
      {icon}
      <View className="row__words">
        <Text className="row__title">{title}</Text>
        {meta && <Text className="row__meta">{meta}</Text>}
      </View>
      {typeof value === "string" ? <Text className="row__value">{value}</Text> : value}
      {onTap && <View className="row__chevron" />}
    </>
  );
  return onTap ? (
    <Tap className="row" onTap={onTap} label={label}>
      {inside}
    </Tap>
  ) : (
    <View className="row">{inside}</View>
  );
}
