import { Text, View } from "@tarojs/components";
import { grouped } from "../lib/format";
import { type Entry, emptyEntry, entryDecimal, pressKey } from "../lib/numberEntry";
import { Chart } from "./Chart";
import { spoken } from "./spoken";
import { Tap } from "./Tap";

interface Props {
  entry: Entry;
  onChange: (entry: Entry) => void;
  unit: string;
  /** A rate has no use for 万 and 亿. */
  hasBigUnits?: boolean;
  /** Money that is given is never below nothing. */
  hasSign?: boolean;
  /** Places after the point; four unless said. */
  decimals?: number;
}

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "back"];

/** A figure by big keys: digits, 万 and 亿, plus or minus. For gloves: every key is at least 56 px high. */
export function NumberPad({ entry, onChange, unit, hasBigUnits = true, hasSign = true, decimals }: Props) {
  const press = (key: string) => onChange(pressKey(entry, key, decimals));
  const decimal = entryDecimal(entry);
  return (
    <View className="pad">
      <View className="pad__display" {...spoken({ role: "status", label: `已输入 ${decimal ?? "空"} ${unit}` })}>
        <Text className={`pad__number${entry.digits === "" ? " pad__number--empty" : ""}`}>
          {entry.isNegative ? "-" : ""}
          {entry.digits === "" ? "0" : entry.digits}
        </Text>
        <Text className="pad__unit">
          {entry.big}
          {unit}
        </Text>
      </View>
      <Text className="pad__means">
        {decimal !== null && entry.big !== ""
          ? `= ${entry.isNegative ? "-" : ""}${grouped(decimal.replace("-", ""))} ${unit}`
          : " "}
      </Text>
      <View className="pad__keys">
        <View className="pad__digits">
          {digits.map((key) => (
            <Tap key={key} className="pad__key" label={key === "back" ? "删一位" : key} onTap={() => press(key)}>
              {key === "back" ? <BackMark /> : <Text>{key}</Text>}
            </Tap>
          ))}
        </View>
        <View className="pad__side">
          {hasBigUnits &&
            (["万", "亿"] as const).map((big) => (
              <Tap
                key={big}
                className={`pad__key pad__key--side${entry.big === big ? " pad__key--on" : ""}`}
                isPressed={entry.big === big}
                onTap={() => press(big)}
              >
                <Text>{big}</Text>
              </Tap>
            ))}
          {hasSign && (
            <Tap
              className="pad__key pad__key--side"
              label="正负"
              isPressed={entry.isNegative}
              onTap={() => press("sign")}
            >
              <Text>±</Text>
            </Tap>
          )}
          <Tap className="pad__key pad__key--side" label="清空" onTap={() => onChange(emptyEntry)}>
            <Text>清空</Text>
          </Tap>
        </View>
      </View>
    </View>
  );
}

/** A box that points back, with a cross in it. */
function BackMark() {
  return (
    <Chart
      label="删一位"
      draw={({ ink }) => ({
        width: 26,
        height: 20,
        svg: `<svg xmlns="http://www.w3.org/2000/svg" width="26" height="20" viewBox="0 0 26 20"><path d="M9 2H23a1.5 1.5 0 0 1 1.5 1.5V16.5A1.5 1.5 0 0 1 23 18H9L2 10Z M13 7l6 6m0-6l-6 6" fill="none" stroke="${ink}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>`,
      })}
    />
  );
}
