import fc from "fast-check";
import { addDays, daysBetween } from "../../../domain/calendar";
import { type Caps, chooseGifts } from "../../../domain/rules/chooseGifts";

const day = fc.integer({ min: 0, max: 80 }).map((days) => addDays("2026-03-01", days));
const candidate = fc
  .record({ person: fc.integer({ min: 0, max: 4 }), day })
  .map(({ person, day: on }) => ({ fact: `f:${person}:${on}`, employeeId: `p${person}`, day: on }));
const candidates = fc.array(candidate, { maxLength: 60 });
const caps: fc.Arbitrary<Caps> = fc.record({
  kind: fc.constantFrom("recordDay" as const, "streak" as const),
  parameters: fc.record({ days: fc.integer({ min: 2, max: 10 }) }),
  coolDownDays: fc.integer({ min: 0, max: 20 }),
  personMonthCap: fc.integer({ min: 1, max: 5 }),
  monthCap: fc.integer({ min: 1, max: 8 }),
});
const asFired = (gifts: { fact: string; employeeId: string; day: string }[]) =>
  gifts.map(({ fact, employeeId, day: firedOn }) => ({ fact, employeeId, firedOn }));
const countBy = (keys: readonly string[]) =>
  keys.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<string, number>());

describe("What a rule gives", () => {
  it("never passes its caps or its cool-down, whatever comes late and in however many runs", () => {
    fc.assert(
      fc.property(caps, fc.array(candidates, { maxLength: 4 }), (rule, runs) => {
        const fired: ReturnType<typeof asFired> = [];
        for (const run of runs) fired.push(...asFired(chooseGifts(rule, run, fired)));
        const month = (on: string) => on.slice(0, 7);
        expect(new Set(fired.map(({ fact }) => fact)).size).toBe(fired.length);
        for (const count of countBy(fired.map(({ firedOn }) => month(firedOn))).values())
          expect(count).toBeLessThanOrEqual(rule.monthCap);
        for (const count of countBy(fired.map((one) => `${one.employeeId}:${month(one.firedOn)}`)).values())
          expect(count).toBeLessThanOrEqual(rule.personMonthCap);
        const apart = Math.max(rule.coolDownDays, rule.kind === "streak" ? (rule.parameters.days ?? 0) : 0);
        for (const [index, a] of fired.entries())
          for (const b of fired.slice(index + 1))
            if (a.employeeId === b.employeeId)
              expect(Math.abs(daysBetween(a.firedOn, b.firedOn))).toBeGreaterThanOrEqual(apart);
      }),
    );
  });

  it("gives nothing more when it is asked again", () => {
    fc.assert(
      fc.property(caps, candidates, (rule, all) => {
        const first = chooseGifts(rule, all, []);
        expect(chooseGifts(rule, all, asFired(first))).toEqual([]);
      }),
    );
  });

  it("gives all there is where nothing caps it, the earliest first", () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const open: Caps = { kind: "recordDay", parameters: {}, coolDownDays: 0, personMonthCap: 99, monthCap: 999 };
        const gifts = chooseGifts(open, all, []);
        expect(gifts).toHaveLength(new Set(all.map(({ fact }) => fact)).size);
        expect(gifts.map((one) => one.day)).toEqual(gifts.map((one) => one.day).sort());
      }),
    );
  });
});
