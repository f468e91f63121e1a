import { Text, View } from "@tarojs/components";
import { Tap } from "./Tap";

interface Props {
  title: string;
  /** Second line. */
  meta?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** On or off, said in a word as well. */
export function Switch({ title, meta, isOn, onChange }: Props) {
  return (
    <Tap
      className={`switch${isOn ? " switch--on" : ""}`}
      role="switch"
      label={title}
      isOn={isOn}
      onTap={() => onChange(!isOn)}
    >
      <View className="row__words">
        <Text className="row__title">{title}</Text>
        {meta && <Text className="row__meta">{meta}</Text>}
      </View>
      <Text className="switch__state">{isOn ? "开" : "关"}</Text>
      <View className="switch__track">
        <View className="switch__knob" />
      </View>
    </Tap>
  );
}
