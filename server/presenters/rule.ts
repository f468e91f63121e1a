import type { z } from "zod";
import type { Actor } from "../../domain/context";
import { fromScaled, toScaled } from "../../domain/goals/formatAmount";
import type { RuleText } from "../../domain/rules/checkRule";
import { rulePolicy } from "../../domain/rules/rulePolicy";
import type { AwardRule } from "../../entities";
import type * as schema from "../schemas/rules";

export function presentRule(rule: AwardRule, actor: Actor): z.input<typeof schema.Rule> {
  const { metricId, days, leastScaled, objectiveId } = rule.parameters;
  const { state } = rule;
  const isStill = state === "draft" || state === "paused";
  const mayWrite = rulePolicy.write(actor);
  return {
    id: rule.id,
    name: rule.name,
    kind: rule.kind,
    state,
    metricId: metricId ?? null,
    days: days ?? null,
    least: leastScaled === undefined ? null : fromScaled(leastScaled),
    objectiveId: objectiveId ?? null,
    departmentId: rule.departmentId,
    badgeCode: rule.badgeCode,
    amountFen: rule.amountFen,
    coolDownDays: rule.coolDownDays,
    personMonthCap: rule.personMonthCap,
    monthCap: rule.monthCap,
    activeFrom: rule.activeFrom?.toISOString() ?? null,
    abilities: {
      edit: mayWrite && isStill,
      start: mayWrite && isStill,
      approve: state === "waiting" && rulePolicy.approve(actor, rule),
      pause: mayWrite && !isStill,
    },
  };
}

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
