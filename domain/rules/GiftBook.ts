import type { AwardRule } from "../../entities";
import { type Day, daysBetween } from "../calendar";
import type { Candidate } from "./Candidate";

export type Caps = Pick<AwardRule, "kind" | "parameters" | "coolDownDays" | "personMonthCap" | "monthCap">;
type Gift = Pick<Candidate, "fact" | "employeeId" | "day">;

/** What a rule gave of one kind: each fact once for ever, apart by the cool-down, and never more than its caps. */
export class GiftBook {
  private readonly facts = new Set<string>();
  private readonly days = new Map<string, Day[]>();
  private readonly months = new Map<string, number>();
  private readonly apart: number;

  constructor(private readonly caps: Caps) {
    this.apart = distanceOf(caps);
  }

  note({ fact, employeeId, day }: Gift) {
    this.facts.add(fact);
    const own = this.days.get(employeeId);
    if (own) own.push(day);
    else this.days.set(employeeId, [day]);
    this.months.set(monthOf(day), (this.months.get(monthOf(day)) ?? 0) + 1);
  }

  fits({ fact, employeeId, day }: Gift): boolean {
    if (this.facts.has(fact) || (this.months.get(monthOf(day)) ?? 0) >= this.caps.monthCap) return false;
    const own = this.days.get(employeeId) ?? [];
    if (own.some((other) => Math.abs(daysBetween(other, day)) < this.apart)) return false;
    return own.filter((other) => monthOf(other) === monthOf(day)).length < this.caps.personMonthCap;
  }
}

/** Days from one gift to the next; the days of one streak never count for another. */
export const distanceOf = ({ kind, parameters, coolDownDays }: Caps): number =>
  Math.max(coolDownDays, kind === "streak" ? (parameters.days ?? 0) : 0);

const monthOf = (day: Day) => day.slice(0, 7);
