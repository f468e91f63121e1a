import { Text } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import type { RuleChoices } from "../../lib/wire";
import { PickField } from "./PickField";
import type { Draft } from "./ruleDraft";
import type { Faults } from "./ruleFaults";
import { kindChoices, kinds } from "./ruleKinds";

export interface FieldsProps {
  draft: Draft;
  choices: RuleChoices;
  faults: Faults;
  onChange: (change: Partial<Draft>) => void;
}

const any = "";

/** Why something is given and to whom: only what the kind asks for. */
export function ReasonFields({ draft, choices, faults, onChange }: FieldsProps) {
  const { kind, metricId, departmentId } = draft;
  const needs = kind && kinds[kind];
  const metric = choices.metrics.find(({ id }) => id === metricId);
  const metrics = choices.metrics.map(({ id, name, unit }) => ({ value: id, text: name, meta: unit }));
  const scopes = choices.departments.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <Card>
      <Choices
        kind="pairs"
        label="为什么给"
        options={kindChoices}
        value={kind}
        onChange={(to) => onChange({ kind: to, days: kinds[to].days?.usual ?? "" })}
      />
      {needs && <Text className="rule__help">{needs.help}</Text>}
      {needs && needs.metric !== "none" && (
        <PickField
          label="看哪个指标"
          options={needs.metric === "optional" ? [{ value: any, text: "任何一项" }, ...metrics] : metrics}
          value={needs.metric === "optional" ? (metricId ?? any) : metricId}
          onChange={(to) => onChange({ metricId: to === any ? null : to })}
          fault={faults.metricId}
        />
      )}
      {needs?.hasGoal && (
        <PickField
          label="哪个公司目标"
          options={choices.objectives.map(({ id, title }) => ({ value: id, text: title }))}
          value={draft.objectiveId}
          onChange={(objectiveId) => onChange({ objectiveId })}
          nothing="公司还没有进行中的公开目标。"
          fault={faults.objectiveId}
        />
      )}
      {needs?.days && (
        <Field
          label={needs.days.label}
          type="digit"
          value={draft.days}
          onChange={(days) => onChange({ days })}
          help={`${needs.days.least} 到 ${needs.days.most} 天`}
          fault={faults.days}
          most={3}
        />
      )}
      {needs?.hasLevel && (
        <Field
          label={levelLabel(metric)}
          type="digit"
          value={draft.least}
          onChange={(least) => onChange({ least })}
          fault={faults.least}
          most={18}
        />
      )}
      <PickField
        label="给谁"
        options={[{ value: any, text: "全公司" }, ...scopes]}
        value={departmentId ?? any}
        onChange={(to) => onChange({ departmentId: to === any ? null : to })}
        help="选了部门，下级部门的人也算"
        fault={faults.departmentId}
      />
    </Card>
  );
}

function levelLabel(metric: RuleChoices["metrics"][number] | undefined): string {
  if (!metric) return "每天要达到";
  return `每天${metric.direction === "lower" ? "不高于" : "不低于"}${metric.unit ? `（${metric.unit}）` : ""}`;
}
