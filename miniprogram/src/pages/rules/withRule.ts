import type { Rule, RuleChoices } from "../../lib/wire";

/** The choices with what a rule has already: a goal that has ended, a badge that is given no more. */
export function withRule(choices: RuleChoices, rule: Rule | undefined): RuleChoices {
  if (!rule) return choices;
  const { objective, department, badge } = rule;
  const add = <One extends { id: string }>(all: One[], one: One | null) =>
    one && !all.some(({ id }) => id === one.id) ? [one, ...all] : all;
  return {
    ...choices,
    objectives: add(choices.objectives, objective),
    departments: add(choices.departments, department),
    badges:
      badge && !choices.badges.some(({ code }) => code === badge.code) ? [badge, ...choices.badges] : choices.badges,
  };
}
