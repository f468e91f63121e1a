import { Text } from "@tarojs/components";
import type { Status } from "../lib/wire";
import { statusWords } from "../lib/words";

/** Status as shape, word and colour. */
export function StatusMark({ status }: { status: Status }) {
  const { shape, word, tone } = statusWords[status];
  return (
    <Text className={`status status--${tone}`}>
      {shape} {word}
    </Text>
  );
}
