import fc from "fast-check";
import { attainment } from "../../../domain/goals/attainment";
import { bonusOf } from "../../../domain/goals/bonusOf";
import { equalWeights } from "../../../domain/goals/equalWeights";
import { formatAmount, fromScaled, toScaled } from "../../../domain/goals/formatAmount";
import { needPerDay } from "../../../domain/goals/needPerDay";
import { pace } from "../../../domain/goals/pace";
import { type Amount, parseAmount } from "../../../domain/goals/parseAmount";
import { Ratio } from "../../../domain/goals/Ratio";
import { resolveTarget } from "../../../domain/goals/resolveTarget";
import { rollUp } from "../../../domain/goals/rollUp";
import { scoreGoals, scoreIndicators, scoreSplitCycle } from "../../../domain/goals/scoreGoals";
import { splitWhole } from "../../../domain/goals/splitWhole";
import { statusOf } from "../../../domain/goals/statusOf";

const scaled = (value: number) => Math.round(value * 10_000);
const percent = (n: number) => Ratio.of(n, 100);
const amount = (text: string) => parseAmount(text) as Amount;

describe("Worked figures of the domain", () => {
  it("scores 40 % GMV at 85, 30 % conversion at 90, 30 % ROI at 90 as 88.00 (S188)", () => {
    const indicators = [
      { weight: 4000, points: Ratio.of(85) },
      { weight: 3000, points: Ratio.of(90) },
      { weight: 3000, points: Ratio.of(90) },
    ];
    expect(scoreIndicators(indicators)).toBe("88.00");
  });

  it("finds 10,000 pieces at 300 yuan equal to 3,000,000 (S112, S115)", () => {
    expect(Ratio.of(amount("1万").scaled, 10_000).times(Ratio.of(300)).scaledTo(0)).toBe(3_000_000n);
    expect(amount("300万").scaled).toBe(3_000_000 * 10_000);
  });

  it("has 1.06 M of 1.12 M at 94.64 %, and at 50 % when only growth counts", () => {
    const intent = {
      change: "relative" as const,
      by: scaled(12),
      baseline: scaled(1_000_000),
      accumulation: "sum" as const,
    };
    const whole = resolveTarget({ ...intent, isGrowthOnly: false })!;
    expect(whole).toEqual({ start: 0, target: scaled(1_120_000) });
    expect(attainment({ kind: "increase", ...whole }, scaled(1_060_000))!.toPercent()).toBe("94.64");
    const growth = resolveTarget({ ...intent, isGrowthOnly: true })!;
    expect(attainment({ kind: "increase", ...growth }, scaled(1_060_000))!.toPercent()).toBe("50");
  });

  it("leaves 95,000 of 100,000 on the first day, and 75,000 with 20,000 sold earlier (S197)", () => {
    const need = (current: number) =>
      needPerDay({ start: 0, target: scaled(100_000), current: scaled(current), workDaysLeft: 19 });
    expect(need(5000)).toMatchObject({ gap: scaled(95_000), perDay: scaled(5000) });
    expect(need(25_000)).toMatchObject({ gap: scaled(75_000) });
  });

  it("has 0.3 points done and 0.2 to go on +0.5 points (S203)", () => {
    const target = resolveTarget({
      change: "points",
      by: scaled(0.5),
      baseline: scaled(3),
      accumulation: "last",
      isGrowthOnly: false,
    })!;
    expect(target).toEqual({ start: scaled(3), target: scaled(3.5) });
    expect(needPerDay({ ...target, current: scaled(3.3), workDaysLeft: 5 })).toMatchObject({ gap: scaled(0.2) });
    expect(attainment({ kind: "increase", ...target }, scaled(3.3))!.toPercent()).toBe("60");
  });

  it.each([
    [9000, 1_000_000, 150_000],
    [8999, 1_000_000, 100_000],
    [8000, 1_000_000, 100_000],
    [7999, 1_000_000, 0],
    [9000, 1_000_001, 150_000],
    [12_000, 1_000_001, 150_000],
  ])("pays for the score %d on %d fen the bonus %d (S191)", (score, base, bonus) => {
    expect(bonusOf(score, base)).toBe(bonus);
  });

  it("lets ambition help and never lower: 80 with 30 is 80, with 100 is 88", () => {
    const committed = { weight: 60, committed: percent(80), all: percent(80) };
    const bold = (value: number) => ({ weight: 40, committed: undefined, all: percent(value) });
    expect(scoreGoals([committed, bold(30)])!.toPercent()).toBe("80");
    expect(scoreGoals([committed, bold(100)])!.toPercent()).toBe("88");
  });

  it("scores a target raised in the middle by its parts: 50,000 then 60,000 is 1.00", () => {
    const parts = [Ratio.of(50_000, 50_000), Ratio.of(60_000, 60_000)].map((value) => ({ days: 15, value }));
    expect(scoreSplitCycle(parts)!.toPercent()).toBe("100");
  });

  it("splits equal weights by largest remainder: 3334, 3333, 3333", () => {
    expect(equalWeights(3)).toEqual([3334, 3333, 3333]);
  });

  it("is at risk and not off track at 0.15 against 0.20: floating point gets this wrong", () => {
    const standing = { isReached: false, isSilent: false };
    expect(statusOf({ ...standing, attainment: percent(15), pace: percent(20) })).toBe("onTrack");
    expect(statusOf({ ...standing, attainment: Ratio.of(1499, 10_000), pace: percent(20) })).toBe("atRisk");
    expect(statusOf({ ...standing, attainment: percent(30), pace: percent(50) })).toBe("atRisk");
    expect(statusOf({ ...standing, attainment: Ratio.of(2999, 10_000), pace: percent(50) })).toBe("offTrack");
    expect(statusOf({ attainment: percent(99), pace: percent(0), isReached: false, isSilent: true })).toBe("silent");
    expect(statusOf({ attainment: percent(100), pace: percent(100), isReached: true, isSilent: true })).toBe("reached");
  });

  it("never cuts decimals, and never shows what is below its target as 100 %", () => {
    expect(Ratio.of(59, 100).toPercent()).toBe("59");
    expect(Ratio.of(999_999, 1_000_000).toPercent()).toBe("99.99");
    expect(Ratio.of(1, 1).toPercent()).toBe("100");
    expect(Ratio.of(-1, 3).toPercent()).toBe("-33.33");
  });

  it("judges what is to be kept within, at least, at most, and by milestones", () => {
    expect(attainment({ kind: "keep-within", daysInside: 9, daysOutside: 1 }, null)!.toPercent()).toBe("90");
    expect(attainment({ kind: "keep-within", daysInside: 0, daysOutside: 0 }, null)).toBeUndefined();
    expect(attainment({ kind: "at-most", limit: scaled(30), worst: scaled(60) }, scaled(45))!.toPercent()).toBe("50");
    expect(attainment({ kind: "at-most", limit: 0, worst: scaled(1) }, 0)!.toPercent()).toBe("100");
    expect(attainment({ kind: "at-least", limit: scaled(95), worst: scaled(90) }, scaled(80))!.toPercent()).toBe("0");
    const milestones = [
      { weight: 4000, isDone: true, isDue: true },
      { weight: 6000, isDone: false, isDue: true },
    ];
    expect(attainment({ kind: "milestones", milestones }, null)!.toPercent()).toBe("40");
    expect(pace({ kind: "milestones", milestones }).toPercent()).toBe("100");
    expect(pace({ kind: "seasonal", profile: [1, 1, 2, 6], elapsed: 3 }).toPercent()).toBe("40");
    expect(pace({ kind: "binary", isDue: false }).toPercent()).toBe("0");
  });
});

describe("Properties of the arithmetic", () => {
  const ratio = fc.tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n)).map(([n, d]) => Ratio.of(n, d));

  it("keeps the whole in its parts, each within one of its exact share", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 15n), 10n ** 15n),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }),
        (whole, weights) => {
          fc.pre(weights.some((weight) => weight > 0));
          const parts = splitWhole(whole, weights);
          const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
          for (const [index, part] of parts.entries()) {
            const distance = part * total - whole * BigInt(weights[index]!);
            expect(distance < total && distance > -total).toBe(true);
          }
        },
      ),
    );
  });

  it("adds, multiplies and compares fractions as the laws say", () => {
    fc.assert(
      fc.property(ratio, ratio, ratio, (a, b, c) => {
        expect(a.plus(b).compare(b.plus(a))).toBe(0);
        expect(
          a
            .plus(b)
            .plus(c)
            .compare(a.plus(b.plus(c))),
        ).toBe(0);
        expect(a.times(b.plus(c)).compare(a.times(b).plus(a.times(c)))).toBe(0);
        expect(a.minus(a).compare(Ratio.zero)).toBe(0);
        expect(Math.sign(a.compare(b))).toBe(-Math.sign(b.compare(a)) + 0);
      }),
    );
  });

  it("rounds once, ties away from zero, within half a unit", () => {
    fc.assert(
      fc.property(ratio, fc.integer({ min: 0, max: 4 }), (value, decimals) => {
        const unit = 10n ** BigInt(decimals);
        const doubled = 2n * (value.scaledTo(decimals) * value.denominator - value.numerator * unit);
        expect(doubled <= value.denominator && doubled >= -value.denominator).toBe(true);
      }),
    );
    expect(Ratio.of(5, 1000).scaledTo(2)).toBe(1n);
    expect(Ratio.of(-5, 1000).scaledTo(2)).toBe(-1n);
  });

  it("rises with the value, towards the target from either side, and reaches 1 exactly there", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), fc.nat(), (start, target, current, more) => {
        fc.pre(start !== target);
        const kind = target > start ? "increase" : "decrease";
        const at = (value: number) => attainment({ kind, start, target }, value)!;
        const further = kind === "increase" ? current + more : current - more;
        expect(at(current).compare(at(further))).toBeLessThanOrEqual(0);
        expect(at(target).compare(Ratio.one)).toBe(0);
        expect(at(start).compare(Ratio.zero)).toBe(0);
      }),
    );
  });

  it("rolls up between the smallest and the largest part, in any order, leaving out what has no value", () => {
    const part = fc.record({
      weight: fc.integer({ min: 1, max: 10_000 }),
      value: fc.option(ratio, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const result = rollUp(parts);
        const values = parts.flatMap(({ value }) => value?.clamp() ?? []);
        if (!result) return expect(values).toEqual([]);
        expect(values.some((value) => value.compare(result) >= 0)).toBe(true);
        expect(values.some((value) => value.compare(result) <= 0)).toBe(true);
        expect(rollUp([...parts].reverse())!.compare(result)).toBe(0);
      }),
    );
  });

  it("keeps up by doing the need of each day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.integer({ min: 1, max: 200 }),
        (target, current, days) => {
          const need = needPerDay({ start: 0, target, current, workDaysLeft: days });
          if (need.kind === "done") return expect(current).toBeGreaterThanOrEqual(target);
          expect(current + need.perDay * days).toBeGreaterThanOrEqual(target);
          expect(current + (need.perDay - 1) * days).toBeLessThan(target);
        },
      ),
    );
  });

  it("never lowers a score by an aspirational objective", () => {
    const share = fc.integer({ min: 0, max: 100 }).map((value) => Ratio.of(value, 100));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), share), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 100 }),
        share,
        (firm, weight, bold) => {
          const committed = firm.map(([one, value]) => ({ weight: one, committed: value, all: value }));
          const before = scoreGoals(committed)!;
          const after = scoreGoals([...committed, { weight, committed: undefined, all: bold }])!;
          expect(after.isBelow(before)).toBe(false);
        },
      ),
    );
  });
});

describe("Numbers as people write them", () => {
  it.each([
    ["52000", 52_000],
    ["52,000", 52_000],
    ["5.2万", 52_000],
    ["５.２万", 52_000],
    ["1.2亿", 120_000_000],
    ["5千", 5000],
    ["5w", 50_000],
    ["￥52000", 52_000],
    ["52000元", 52_000],
    ["3.1%", 3.1],
    ["3.1％", 3.1],
    ["0.0001", 0.0001],
    ["1.23456万", 12_345.6],
  ])("reads %s", (text, value) => {
    expect(amount(text)).toMatchObject({ operation: "set", scaled: scaled(value) });
  });

  it.each(["+3000", "-200", "+5.2万"])("reads %s as something to add", (text) => {
    expect(amount(text).operation).toBe("add");
  });

  it.each([
    ["1e5", "notANumber"],
    ["0x10", "notANumber"],
    ["NaN", "notANumber"],
    ["1,00", "notANumber"],
    ["一百", "notANumber"],
    ["", "notANumber"],
    ["1.23456", "tooManyDecimals"],
    ["99999999999亿", "tooLarge"],
  ])("refuses %s: %s", (text, reason) => {
    expect(parseAmount(text)).toEqual({ kind: "refused", reason });
  });

  it.each([
    [9500, "元", "9,500 元"],
    [95_000, "元", "9.5 万元"],
    [52_000, "", "5.2 万"],
    [12_345, "元", "12,345 元"],
    [120_000_000, "元", "1.2 亿元"],
    [3.1, "%", "3.1%"],
    [-2500.5, "元", "-2,500.5 元"],
    [0, "件", "0 件"],
  ])("shows %d %s as %s", (value, unit, text) => {
    expect(formatAmount(scaled(value), unit)).toBe(text);
  });

  it("loses nothing on the way to text and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (value) => toScaled(fromScaled(value)) === value),
    );
  });
});
