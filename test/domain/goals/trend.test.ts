import * as fc from "fast-check";
import { addDays, daysBetween } from "../../../domain/calendar";
import { distributionOf } from "../../../domain/goals/distributionOf";
import type { KeyResultRow } from "../../../domain/goals/KeyResultRow";
import { Ratio } from "../../../domain/goals/Ratio";
import { mostPoints, pointDays, trendOf } from "../../../domain/goals/trendOf";
import { officeShift } from "../../../domain/shift";

const startsOn = "2026-01-01";
const schedule = { shift: officeShift, overrides: new Map(), leaves: [] };

describe("The days of a trend", () => {
  it("are all of a short cycle, else evenly spread with the first, the last and today, never more than fit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: -10, max: 410 }), (days, now) => {
        const endsOn = addDays(startsOn, days - 1);
        const today = addDays(startsOn, now);
        const points = pointDays({ startsOn, endsOn }, today);
        expect(points.length).toBeLessThanOrEqual(mostPoints);
        if (days <= mostPoints) expect(points).toHaveLength(days);
        expect([points[0], points.at(-1)]).toEqual([startsOn, endsOn]);
        if (now >= 0 && now < days) expect(points).toContain(today);
        expect(points).toEqual([...new Set(points)].sort());
        const widest = Math.max(0, ...points.slice(1).map((day, index) => daysBetween(points[index]!, day)));
        expect(widest).toBeLessThanOrEqual(Math.ceil(days / (mostPoints - 2)));
      }),
    );
  });

  it("carry the last value said by then, and a deed is due on its day", () => {
    const row = { kind: "binary", startsOn, endsOn: "2026-01-10", dueOn: "2026-01-05" } as KeyResultRow;
    const trend = trendOf(row, [{ day: "2026-01-03", value: 10_000 }], { today: "2026-01-06", schedule });
    const shown = trend.map(({ attainment, pace }) => [attainment?.toPercent() ?? null, pace.toPercent()]);
    expect(shown.slice(1, 7)).toEqual([
      [null, "0"],
      ["100", "0"],
      ["100", "0"],
      ["100", "100"],
      ["100", "100"],
      [null, "100"],
    ]);
  });
});

describe("The distribution of a team", () => {
  it("counts everybody with a value once, at the bound above it", () => {
    const at = [0, 24, 25, 74, 75, 99, 100, 130, -5].map((per) => Ratio.of(per, 100));
    expect(distributionOf([...at, undefined]).map(({ count }) => count)).toEqual([3, 1, 1, 2, 2]);
  });
});
