import { Text, View } from "@tarojs/components";
import { Tap } from "./Tap";

interface Props<T extends string | number> {
  label?: string;
  options: readonly { value: T; text: string }[];
  value: T | null;
  onChange: (value: T) => void;
  /** Two to four short ones, which share the whole width; many of a few words, two a line; numbers. */
  kind?: "few" | "pairs" | "numbers";
}

/** One of a few, side by side. */
export function Choices<T extends string | number>({ label, options, value, onChange, kind }: Props<T>) {
  return (
    <View className={`choices${kind ? ` choices--${kind}` : ""}`}>
      {label && <Text className="field__label">{label}</Text>}
      <View className="choices__row">
        {options.map((option) => (
          <Tap
            key={option.value}
            className={`choices__one${option.value === value ? " choices__one--on" : ""}`}
            isPressed={option.value === value}
            onTap={() => onChange(option.value)}
          >
            <Text>{option.text}</Text>
          </Tap>
        ))}
      </View>
    </View>
  );
}
