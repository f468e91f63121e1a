import type { AwardRule, RuleFiring } from "../../entities";
import type { Candidate } from "./Candidate";
import { type Caps, GiftBook } from "./GiftBook";

export type Terms = Caps & Pick<AwardRule, "badgeCode" | "amountFen">;
export type Fired = Pick<RuleFiring, "id" | "fact" | "employeeId" | "firedOn" | "isTrusted">;
type Known = Pick<Candidate, "fact" | "employeeId" | "day" | "isTrusted">;

/** What is given for a candidate: a badge, money or both. */
export type Chosen<One> = One & {
  givesBadge: boolean;
  givesMoney: boolean;
  /** The firing for the person's own word that others confirm now: its badge is given, and the money was not. */
  confirms: string | null;
};

/**
 * What a rule gives: the earliest facts first, whatever came late and however often it is asked. Months and distances
 * are those of the facts' own days. Money has a book of its own: what a badge alone was given for, on the person's own
 * word, neither uses up what the caps leave of it nor stands in its way once others confirm the fact.
 */
export function chooseGifts<One extends Known>(
  rule: Terms,
  candidates: readonly One[],
  fired: readonly Fired[],
): Chosen<One>[] {
  const [all, money] = [new GiftBook(rule), new GiftBook(rule)];
  for (const { firedOn: day, ...one } of fired) {
    all.note({ ...one, day });
    if (one.isTrusted) money.note({ ...one, day });
  }
  const ownWord = new Map(fired.filter(({ isTrusted }) => !isTrusted).map((one) => [one.fact, one]));
  const seen = new Set<string>();
  return [...candidates].sort(earliestFirst).flatMap((one): Chosen<One>[] => {
    if (seen.has(one.fact)) return [];
    const before = ownWord.get(one.fact);
    const day = before?.firedOn ?? one.day;
    const isTheirs = before === undefined || before.employeeId === one.employeeId;
    const givesBadge = rule.badgeCode !== null && all.fits(one);
    const givesMoney = rule.amountFen > 0 && one.isTrusted && isTheirs && money.fits({ ...one, day });
    if (!givesBadge && !givesMoney) return [];
    seen.add(one.fact);
    if (!before) all.note(one);
    if (one.isTrusted) money.note({ ...one, day });
    return [{ ...one, givesBadge, givesMoney, confirms: before?.id ?? null }];
  });
}

const earliestFirst = (a: Known, b: Known) => (a.day === b.day ? (a.fact < b.fact ? -1 : 1) : a.day < b.day ? -1 : 1);
