import { Text, View } from "@tarojs/components";
import { Choices } from "../../components/Choices";
import { NumberPad } from "../../components/NumberPad";
import { Tap } from "../../components/Tap";
import type { Reportable } from "../../lib/wire";
import type { Draft } from "./draft";
import { outcomeText } from "./outcome";

interface Props {
  keyResult: Reportable;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const operations = [
  { value: "add", text: "今天新增" },
  { value: "set", text: "现在是" },
] as const;

/** The figure by the pad; for what is only done or not, two big buttons. */
export function FigureInput({ keyResult, draft, onChange }: Props) {
  if (keyResult.kind === "binary") {
    const one = (isDone: boolean, text: string) => (
      <Tap
        className={`report-done__one${draft.isDone === isDone ? " report-done__one--on" : ""}`}
        isPressed={draft.isDone === isDone}
        onTap={() => onChange({ ...draft, isDone })}
      >
        <Text>{text}</Text>
      </Tap>
    );
    return (
      <View className="report-done">
        {one(true, "完成")}
        {one(false, "未完成")}
      </View>
    );
  }
  return (
    <View className="report-figure">
      <Choices
        options={operations}
        value={draft.operation}
        onChange={(operation) => onChange({ ...draft, operation })}
        kind="few"
      />
      <NumberPad
        entry={draft.entry}
        onChange={(entry) => onChange({ ...draft, entry })}
        unit={keyResult.unit}
        hasBigUnits={keyResult.unit !== "%"}
      />
      <Text className="report-outcome">{outcomeText(keyResult, draft) ?? " "}</Text>
    </View>
  );
}
