import { Text, View } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { DayField } from "../../components/DayField";
import { Field } from "../../components/Field";
import { Tap } from "../../components/Tap";
import type { KeyResultDraft } from "./draft";

interface Props {
  number: number;
  keyResult: KeyResultDraft;
  /** Days it may be due. */
  cycle: { startsOn: string; endsOn: string } | undefined;
  faultOf: (field: string) => string | undefined;
  onChange: (change: Partial<KeyResultDraft>) => void;
  onRemove?: () => void;
}

const kinds = [
  { value: "increase", text: "增加到" },
  { value: "decrease", text: "降到" },
  { value: "binary", text: "完成" },
] as const;
const accumulations = [
  { value: "last", text: "报现在是多少" },
  { value: "sum", text: "每天报新增" },
] as const;

/** What is measured: from where, to where, by when. */
export function KeyResultFields({ number, keyResult, cycle, faultOf, onChange, onRemove }: Props) {
  const { title, kind, accumulation, start, target, unit, weight, dueOn } = keyResult;
  const remove = onRemove && (
    <Tap className="propose-remove" label={`去掉关键结果 ${number}`} onTap={onRemove}>
      <Text>去掉</Text>
    </Tap>
  );
  return (
    <Card title={`关键结果 ${number}`} aside={remove}>
      <Field
        label="看什么"
        value={title}
        onChange={(text) => onChange({ title: text })}
        placeholder="例如：老客回购率"
        fault={faultOf("title")}
      />
      <Choices label="怎么算成" options={kinds} value={kind} onChange={(to) => onChange({ kind: to })} kind="few" />
      {kind !== "binary" && (
        <>
          <View className="propose-figures">
            <Field
              label="从"
              type="digit"
              value={start}
              placeholder="0"
              onChange={(text) => onChange({ start: text })}
              fault={faultOf("start")}
            />
            <Field
              label="到"
              type="digit"
              value={target}
              onChange={(text) => onChange({ target: text })}
              fault={faultOf("target")}
            />
            <Field
              label="单位"
              most={8}
              value={unit}
              placeholder="元"
              onChange={(text) => onChange({ unit: text })}
              fault={faultOf("unit")}
            />
          </View>
          {kind === "increase" && (
            <Choices
              label="怎么报"
              options={accumulations}
              value={accumulation}
              onChange={(to) => onChange({ accumulation: to })}
              kind="few"
            />
          )}
        </>
      )}
      <Field
        label="权重（%）"
        type="digit"
        value={weight}
        placeholder="都不填就一样重"
        onChange={(text) => onChange({ weight: text })}
        fault={faultOf("weight")}
      />
      {cycle && (
        <DayField
          label="到哪天为止"
          value={dueOn ?? cycle.endsOn}
          earliest={cycle.startsOn}
          onChange={(day) => onChange({ dueOn: day === cycle.endsOn ? null : day })}
        />
      )}
    </Card>
  );
}
