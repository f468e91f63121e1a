import { Text } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Field } from "../../components/Field";
import type { FieldsProps } from "./ReasonFields";

/** How often at most. */
export function CapFields({ draft, faults, onChange }: FieldsProps) {
  return (
    <Card>
      <Field
        label="每人每月最多几次"
        type="digit"
        value={draft.personMonthCap}
        onChange={(personMonthCap) => onChange({ personMonthCap })}
        most={2}
      />
      <Field
        label="所有人加起来每月最多几次"
        type="digit"
        value={draft.monthCap}
        onChange={(monthCap) => onChange({ monthCap })}
        most={6}
      />
      <Field
        label="同一个人两次至少隔几天"
        type="digit"
        value={draft.coolDownDays}
        onChange={(coolDownDays) => onChange({ coolDownDays })}
        help="0 就是不限"
        most={3}
      />
      {faults.caps && <Text className="rule__fault">{faults.caps}</Text>}
    </Card>
  );
}
