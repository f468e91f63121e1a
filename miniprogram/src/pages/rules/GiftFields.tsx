import { View } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Field } from "../../components/Field";
import { yuanText } from "../../lib/yuan";
import { BadgeField } from "./BadgeField";
import type { FieldsProps } from "./ReasonFields";

/** What is given: a badge, money, or both. */
export function GiftFields({ draft, choices, faults, onChange }: FieldsProps) {
  const { limits } = choices;
  return (
    <Card>
      <BadgeField
        badges={choices.badges}
        value={draft.badgeCode}
        onChange={(badgeCode) => onChange({ badgeCode })}
        fault={faults.badgeCode}
      />
      {(limits || draft.yuan !== "" || faults.amountFen) && (
        <View className="rule__next">
          <Field
            label="每次的红包（元，不发就空着）"
            type="digit"
            value={draft.yuan}
            onChange={(yuan) => onChange({ yuan })}
            help={
              limits
                ? `${yuanText(limits.minFen)}到 ${yuanText(limits.maxFen)}，启用前要财务或高管同意。只有导入的或别人确认过的数字才发钱。`
                : "公司还没有开通红包发放"
            }
            fault={faults.amountFen}
            most={9}
          />
        </View>
      )}
    </Card>
  );
}
