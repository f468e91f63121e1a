import { Text, View } from "@tarojs/components";
import { gapText, targetText, valueText } from "../lib/keyResultText";
import type { KeyResult } from "../lib/wire";
import { StatusMark } from "./StatusMark";
import { Tap } from "./Tap";

interface Props {
  keyResult: KeyResult;
  onTap?: () => void;
  /** Only what is aimed at: of a goal that does not run yet. */
  isPlan?: boolean;
}

/** A key result in two lines: what it is and how it stands, where it is and what is left. */
export function KeyResultRow({ keyResult, onTap, isPlan = false }: Props) {
  if (isPlan)
    return (
      <View className="key-result key-result--plan">
        <View className="key-result__head">
          <Text className="key-result__title">{keyResult.title}</Text>
          <Text className="key-result__plan">{targetText(keyResult)}</Text>
        </View>
      </View>
    );
  const inside = (
    <>
      <View className="key-result__head">
        <Text className="key-result__title">{keyResult.title}</Text>
        <StatusMark status={keyResult.status} />
      </View>
      <View className="key-result__head">
        <Text className="key-result__figures">
          {valueText(keyResult)} / {targetText(keyResult)}
        </Text>
        <Text className="key-result__gap">{gapText(keyResult)}</Text>
      </View>
    </>
  );
  return onTap ? (
    <Tap className="key-result" onTap={onTap}>
      {inside}
    </Tap>
  ) : (
    <View className="key-result">{inside}</View>
  );
}
