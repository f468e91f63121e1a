import { Text } from "@tarojs/components";

/** A short quiet word beside a title. */
export function Tag({
  text,
  tone = "mute",
}: {
  text: string;
  tone?: "mute" | "good" | "warn" | "bad" | "gold" | "brand";
}) {
  return <Text className={`tag tag--${tone}`}>{text}</Text>;
}
