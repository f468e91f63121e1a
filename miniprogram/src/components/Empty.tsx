import { Text, View } from "@tarojs/components";
import { Button } from "./Button";

interface Props {
  text: string;
  action?: { text: string; onTap: () => void };
}

/** Nothing here: one sentence, and what to do next. */
export function Empty({ text, action }: Props) {
  return (
    <View className="empty">
      <Text className="empty__text">{text}</Text>
      {action && <Button kind="quiet" {...action} />}
    </View>
  );
}
