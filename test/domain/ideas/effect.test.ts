import fc from "fast-check";
import { addDays, daysBetween } from "../../../domain/calendar";
import { averageOf, effectDays, effectOf, graceDays, spansOf } from "../../../domain/ideas/effect";

const start = "2026-05-11";
const days = fc.integer({ min: effectDays.least, max: effectDays.most });
const scaled = fc.integer({ min: -4_500_000_000_000_000, max: 4_500_000_000_000_000 });

describe("What an idea did", () => {
  it("compares as many days before its first day as from it on, without a gap or an overlap", () => {
    fc.assert(
      fc.property(days, (count) => {
        const { before, after } = spansOf(start, count);
        expect([daysBetween(before.from, before.to), daysBetween(after.from, after.to)]).toEqual([
          count - 1,
          count - 1,
        ]);
        expect([after.from, addDays(before.to, 1)]).toEqual([start, start]);
      }),
    );
  });

  it("is an exact average, rounded once to two decimals and away from zero, wherever the figures lie", () => {
    fc.assert(
      fc.property(fc.array(scaled, { minLength: 1, maxLength: 90 }), (values) => {
        const rows = values.map((value, index) => ({ day: addDays(start, index), value }));
        const average = averageOf(rows, spansOf(start, values.length).after, values.length)!;
        const sum = values.reduce((total, value) => total + BigInt(value), 0n);
        // Never further off than half of the second decimal, and away from zero where it is just that.
        const off = BigInt(average) * BigInt(values.length) - sum;
        const most = BigInt(values.length) * 100n;
        expect(average % 100).toBe(average < 0 ? -0 : 0);
        expect(off * 2n <= most && off * 2n >= -most).toBe(true);
        if (off * 2n === most) expect(sum > 0n).toBe(true);
        if (off * 2n === -most) expect(sum < 0n).toBe(true);
      }),
    );
    const two = [100, 200].map((value, index) => ({ day: addDays(start, index), value }));
    expect(averageOf(two, spansOf(start, 2).after, 2)).toBe(200);
    expect(
      averageOf(
        two.map(({ day, value }) => ({ day, value: -value })),
        spansOf(start, 2).after,
        2,
      ),
    ).toBe(-200);
  });

  it("counts a day without a figure as none, not as zero, and says nothing of fewer than half of the days", () => {
    const { after } = spansOf(start, 4);
    const at = (...indexes: number[]) => indexes.map((index) => ({ day: addDays(start, index), value: 10_000 }));
    expect(averageOf(at(0, 3), after, 4)).toBe(10_000);
    expect(averageOf(at(0), after, 4)).toBeUndefined();
    // What lies outside the days is no help.
    expect(averageOf(at(-1, 0, 4), after, 4)).toBeUndefined();
  });

  it("waits for the last day and for late figures, though not for ever", () => {
    const all = Array.from({ length: 4 }, (_, index) => ({ day: addDays(start, index - 2), value: index * 10_000 }));
    const last = addDays(start, 1);
    const on = (day: string, values = all) => effectOf(values, start, 2, day).kind;
    expect(on(last)).toBe("waiting");
    expect(effectOf(all, start, 2, addDays(last, 1))).toEqual({ kind: "measured", before: 5_000, after: 25_000 });
    expect(on(addDays(last, graceDays), all.slice(0, 3))).toBe("waiting");
    expect(on(addDays(last, graceDays + 1), all.slice(0, 3))).toBe("measured");
    expect(on(addDays(last, graceDays + 1), all.slice(0, 2))).toBe("insufficient");
  });
});
