import type { z } from "zod";
import type { Actor } from "../../domain/context";
import { fromScaled, toScaled } from "../../domain/goals/formatAmount";
import type { RuleText } from "../../domain/rules/checkRule";
import type { RuleChoices } from "../../domain/rules/findRuleChoices";
import { rulePolicy } from "../../domain/rules/rulePolicy";
import type { RuleView } from "../../domain/rules/viewRules";
import type { Badge, Metric, Objective } from "../../entities";
import type * as schema from "../schemas/rules";
import { presentPerson } from "./person";

export function presentRule(view: RuleView, actor: Actor): z.input<typeof schema.Rule> {
  const { rule, given, metric, objective, department, badge, writer, approver, returner } = view;
  const { days, leastScaled } = rule.parameters;
  const { state } = rule;
  const isStill = state === "draft" || state === "paused";
  const mayWrite = rulePolicy.write(actor);
  return {
    id: rule.id,
    name: rule.name,
    kind: rule.kind,
    state,
    metric: metric ? presentMetric(metric) : null,
    days: days ?? null,
    least: leastScaled === undefined ? null : fromScaled(leastScaled),
    objective: objective ? presentGoal(objective) : null,
    department: department ? { id: department.id, name: department.name } : null,
    badge: badge ? { ...presentLook(badge), isArchived: badge.isArchived } : null,
    amountFen: rule.amountFen,
    coolDownDays: rule.coolDownDays,
    personMonthCap: rule.personMonthCap,
    monthCap: rule.monthCap,
    activeFrom: rule.activeFrom?.toISOString() ?? null,
    given,
    writer: writer ? presentPerson(writer) : null,
    approver: approver ? presentPerson(approver) : null,
    returned: returner ? { by: presentPerson(returner), note: rule.returnNote ?? "" } : null,
    abilities: {
      edit: mayWrite && isStill,
      start: mayWrite && isStill,
      approve: state === "waiting" && rulePolicy.approve(actor, rule),
      return: state === "waiting" && rulePolicy.return(actor, rule),
      pause: mayWrite && !isStill,
    },
  };
}

export const presentRuleChoices = (choices: RuleChoices): z.input<typeof schema.RuleChoices> => ({
  metrics: choices.metrics.map(presentMetric),
  objectives: choices.objectives.map(presentGoal),
  departments: choices.departments.map(({ id, name }) => ({ id, name })),
  badges: choices.badges.map(presentLook),
  limits: choices.limits && { minFen: choices.limits.minFen, maxFen: choices.limits.maxFen },
});

const presentMetric = ({ id, name, unit, direction }: Metric) => ({ id, name, unit, direction });
const presentGoal = ({ id, title }: Objective) => ({ id, title });
const presentLook = ({ code, name, level, design }: Badge) => ({ code, name, level, design });

export function readRule(body: z.output<typeof schema.WriteRule>["body"]): RuleText {
  const { metricId, days, least, objectiveId, ...rest } = body;
  const leastScaled = least === null ? undefined : toScaled(least);
  return {
    ...rest,
    parameters: {
      ...(metricId && { metricId }),
      ...(days !== null && { days }),
      ...(leastScaled !== undefined && { leastScaled }),
      ...(objectiveId && { objectiveId }),
    },
  };
}
