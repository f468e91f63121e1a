import fc from "fast-check";
import { addDays, daysBetween } from "../../../domain/calendar";
import { type Chosen, chooseGifts, type Fired, type Terms } from "../../../domain/rules/chooseGifts";

const day = fc.integer({ min: 0, max: 80 }).map((days) => addDays("2026-03-01", days));
const candidate = fc
  .record({ person: fc.integer({ min: 0, max: 4 }), day, isTrusted: fc.boolean() })
  .map(({ person, day: on, isTrusted }) => ({
    fact: `f:${person}:${on}`,
    employeeId: `p${person}`,
    day: on,
    isTrusted,
  }));
type Candidate = { fact: string; employeeId: string; day: string; isTrusted: boolean };
const candidates = fc.array(candidate, { maxLength: 60 });
const terms: fc.Arbitrary<Terms> = fc.record({
  kind: fc.constantFrom("recordDay" as const, "streak" as const),
  badgeCode: fc.constantFrom("badge", null),
  amountFen: fc.constantFrom(0, 5000),
  parameters: fc.record({ days: fc.integer({ min: 2, max: 10 }) }),
  coolDownDays: fc.integer({ min: 0, max: 20 }),
  personMonthCap: fc.integer({ min: 1, max: 5 }),
  monthCap: fc.integer({ min: 1, max: 8 }),
});
/** What is stored after a run: confirmed firings are noted as such, on the day they were given for. */
function noted(fired: readonly Fired[], gifts: readonly Chosen<Candidate>[]): Fired[] {
  const confirmed = new Set(gifts.map(({ confirms }) => confirms));
  const fresh = gifts.filter(({ confirms }) => confirms === null);
  return [
    ...fired.map((one) => (confirmed.has(one.id) ? { ...one, isTrusted: true } : one)),
    ...fresh.map(({ fact, employeeId, day: firedOn, isTrusted }) => ({
      id: fact,
      fact,
      employeeId,
      firedOn,
      isTrusted,
    })),
  ];
}

/** Never more of one kind than the caps, nor closer than the cool-down. */
function expectWithin(rule: Terms, gifts: readonly { employeeId: string; on: string }[]) {
  const month = (on: string) => on.slice(0, 7);
  for (const count of countBy(gifts.map(({ on }) => month(on))).values())
    expect(count).toBeLessThanOrEqual(rule.monthCap);
  for (const count of countBy(gifts.map((one) => `${one.employeeId}:${month(one.on)}`)).values())
    expect(count).toBeLessThanOrEqual(rule.personMonthCap);
  const apart = Math.max(rule.coolDownDays, rule.kind === "streak" ? (rule.parameters.days ?? 0) : 0);
  for (const [index, a] of gifts.entries())
    for (const b of gifts.slice(index + 1))
      if (a.employeeId === b.employeeId) expect(Math.abs(daysBetween(a.on, b.on))).toBeGreaterThanOrEqual(apart);
}
const countBy = (keys: readonly string[]) =>
  keys.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<string, number>());

describe("What a rule gives", () => {
  it("never passes its caps or its cool-down with badges, nor with money, whatever comes late and in however many runs", () => {
    fc.assert(
      fc.property(terms, fc.array(candidates, { maxLength: 4 }), (rule, runs) => {
        let fired: Fired[] = [];
        const badges: { fact: string; employeeId: string; on: string }[] = [];
        const money: typeof badges = [];
        for (const run of runs) {
          const gifts = chooseGifts(rule, run, fired);
          const before = new Map(fired.map(({ id, firedOn }) => [id, firedOn]));
          for (const { fact, employeeId, day: on, isTrusted, givesBadge, givesMoney, confirms } of gifts) {
            if (givesBadge) badges.push({ fact, employeeId, on });
            if (givesMoney) money.push({ fact, employeeId, on: before.get(confirms ?? "") ?? on });
            expect(givesMoney && !isTrusted).toBe(false);
          }
          fired = noted(fired, gifts);
        }
        for (const gifts of [badges, money]) {
          expect(new Set(gifts.map(({ fact }) => fact)).size).toBe(gifts.length);
          expectWithin(rule, gifts);
        }
      }),
    );
  });

  it("gives nothing more when it is asked again", () => {
    fc.assert(
      fc.property(terms, candidates, (rule, all) => {
        const once = [...new Map(all.map((one) => [one.fact, one])).values()];
        expect(chooseGifts(rule, once, noted([], chooseGifts(rule, once, [])))).toEqual([]);
      }),
    );
  });

  it("gives as much money as if nobody had said anything of themselves, and all of it that others confirm later", () => {
    fc.assert(
      fc.property(terms, candidates, candidates, (rule, said, confirmed) => {
        const trusted = confirmed.map((one) => ({ ...one, isTrusted: true }));
        const own = said.map((one) => ({ ...one, isTrusted: false }));
        const paid = (gifts: readonly Chosen<Candidate>[]) =>
          gifts.filter(({ givesMoney }) => givesMoney).map(({ fact }) => fact);
        const after = noted([], chooseGifts(rule, own, []));
        expect(paid(chooseGifts(rule, trusted, after))).toEqual(paid(chooseGifts(rule, trusted, [])));
      }),
    );
  });

  it("gives all there is where nothing caps it, the earliest first", () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const caps = { coolDownDays: 0, personMonthCap: 99, monthCap: 999 };
        const open: Terms = { kind: "recordDay", parameters: {}, badgeCode: "badge", amountFen: 0, ...caps };
        const gifts = chooseGifts(open, all, []);
        expect(gifts).toHaveLength(new Set(all.map(({ fact }) => fact)).size);
        expect(gifts.map((one) => one.day)).toEqual(gifts.map((one) => one.day).sort());
      }),
    );
  });
});
