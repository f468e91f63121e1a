import { Picker, Text, View } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Switch } from "../../components/Switch";

interface Props {
  title: string;
  meta: string;
  isOn: boolean;
  time: string;
  times: readonly string[];
  onChange: (change: { isOn: boolean; time: string }) => void;
}

/** One daily message: whether it comes, and when. */
export function Reminder({ title, meta, isOn, time, times, onChange }: Props) {
  return (
    <Card>
      <Switch title={title} meta={meta} isOn={isOn} onChange={(next) => onChange({ isOn: next, time })} />
      <Picker
        mode="selector"
        range={[...times]}
        value={Math.max(0, times.indexOf(time))}
        disabled={!isOn}
        onChange={({ detail }) => onChange({ isOn, time: times[Number(detail.value)] ?? time })}
      >
        <View className={`row settings__time${isOn ? "" : " settings__time--off"}`}>
          <View className="row__words">
            <Text className="row__title">时间</Text>
          </View>
          <Text className="row__value">{isOn ? time : "不提醒"}</Text>
          {isOn && <View className="row__chevron" />}
        </View>
      </Picker>
    </Card>
  );
}
