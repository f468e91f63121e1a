import { Picker, Text, View } from "@tarojs/components";
import { dayText } from "../lib/format";

interface Props {
  label: string;
  /** '2026-09-16' */
  value: string;
  earliest?: string;
  onChange: (day: string) => void;
}

/** A date, chosen. */
export function DayField({ label, value, earliest, onChange }: Props) {
  return (
    <View className="field">
      <Text className="field__label">{label}</Text>
      <Picker mode="date" value={value} start={earliest} onChange={({ detail }) => onChange(detail.value)}>
        <View className="field__input field__input--choice">
          <Text>{dayText(value)}</Text>
          <View className="chevron" />
        </View>
      </Picker>
    </View>
  );
}
