import type { AwardRule, RuleFiring } from "../../entities";
import { type Day, daysBetween } from "../calendar";
import type { Candidate } from "./Candidate";

export type Caps = Pick<AwardRule, "kind" | "parameters" | "coolDownDays" | "personMonthCap" | "monthCap">;
export type Fired = Pick<RuleFiring, "fact" | "employeeId" | "firedOn">;

/**
 * What a rule gives: the earliest facts first, each once for ever, apart by the cool-down, and never more than its caps,
 * whatever came late and however often it is asked. Months and distances are those of the facts' own days.
 */
export function chooseGifts<One extends Pick<Candidate, "fact" | "employeeId" | "day">>(
  rule: Caps,
  candidates: readonly One[],
  fired: readonly Fired[],
): One[] {
  const facts = new Set<string>();
  const days = new Map<string, Day[]>();
  const months = new Map<string, number>();
  const note = (fact: string, employeeId: string, day: Day) => {
    facts.add(fact);
    const own = days.get(employeeId);
    if (own) own.push(day);
    else days.set(employeeId, [day]);
    months.set(monthOf(day), (months.get(monthOf(day)) ?? 0) + 1);
  };
  for (const { fact, employeeId, firedOn } of fired) note(fact, employeeId, firedOn);
  const apart = distanceOf(rule);
  const fits = ({ fact, employeeId, day }: One) => {
    if (facts.has(fact) || (months.get(monthOf(day)) ?? 0) >= rule.monthCap) return false;
    const own = days.get(employeeId) ?? [];
    if (own.some((other) => Math.abs(daysBetween(other, day)) < apart)) return false;
    return own.filter((other) => monthOf(other) === monthOf(day)).length < rule.personMonthCap;
  };
  return [...candidates].sort(earliestFirst).filter((one) => {
    if (!fits(one)) return false;
    note(one.fact, one.employeeId, one.day);
    return true;
  });
}

/** Days from one gift to the next; the days of one streak never count for another. */
export const distanceOf = ({ kind, parameters, coolDownDays }: Caps): number =>
  Math.max(coolDownDays, kind === "streak" ? (parameters.days ?? 0) : 0);

const monthOf = (day: Day) => day.slice(0, 7);
const earliestFirst = (a: Pick<Candidate, "day" | "fact">, b: Pick<Candidate, "day" | "fact">) =>
  a.day === b.day ? (a.fact < b.fact ? -1 : 1) : a.day < b.day ? -1 : 1;
