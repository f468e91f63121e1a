import { Text, View } from "@tarojs/components";

/** The last character of a name, as people here call each other. */
export function Avatar({ name }: { name: string }) {
  return (
    <View className="avatar">
      <Text className="avatar__letter">{[...name].pop() ?? "·"}</Text>
    </View>
  );
}
