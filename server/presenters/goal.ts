import type { z } from "zod";
import { aimOf } from "../../bot/cards/figureText";
import type { Actor } from "../../domain/context";
import type { Figures } from "../../domain/goals/figuresOf";
import { fromScaled } from "../../domain/goals/formatAmount";
import type { GoalView } from "../../domain/goals/GoalView";
import { goalAbilities } from "../../domain/goals/goalPolicy";
import type { KeyResultRow } from "../../domain/goals/KeyResultRow";
import type { Ratio } from "../../domain/goals/Ratio";
import type * as schema from "../schemas/goals";
import { presentPerson } from "./person";

export const percent = (value: Ratio | undefined) => value?.toPercent() ?? null;
export const decimal = (value: number | null) => (value === null ? null : fromScaled(value));

export function presentKeyResult({
  row,
  ...figures
}: { row: KeyResultRow } & Figures): z.input<typeof schema.KeyResult> {
  const { id, title, kind, accumulation, metricId, unit, start, target, weight, reportedOn, dueOn } = row;
  const { need } = figures;
  return {
    id,
    title,
    kind,
    accumulation,
    isImported: metricId !== null,
    unit,
    start: fromScaled(start),
    target: fromScaled(target),
    weight: weight / 100,
    value: decimal(figures.value),
    attainment: percent(figures.attainment),
    pace: figures.pace.toPercent(),
    status: figures.status,
    gap: fromScaled(need.kind === "left" ? need.gap : 0),
    perDay: fromScaled(need.kind === "left" ? aimOf(need.perDay) : 0),
    reportedOn,
    dueOn,
  };
}

/** `now` decides which buttons would still work. */
export function presentGoal(view: GoalView, { actor, now }: { actor: Actor; now: Date }): z.input<typeof schema.Goal> {
  const { id, title, status, level, commitment, version, approvedAt } = view.objective;
  const { id: cycleId, name, startsOn, endsOn } = view.cycle;
  return {
    id,
    title,
    status,
    level,
    commitment,
    version,
    owner: presentPerson(view.owner),
    cycle: { id: cycleId, name, startsOn, endsOn },
    progress: percent(view.progress),
    keyResults: view.keyResults.map(presentKeyResult),
    approvedAt: approvedAt?.toISOString() ?? null,
    abilities: goalAbilities(actor, view.goal, now),
  };
}
