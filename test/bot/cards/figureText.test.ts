import { aimOf, gapText, needText, titled } from "../../../bot/cards/figureText";

const scaled = (value: number) => Math.round(value * 10_000);
const gmv = { kind: "increase", start: 0, target: scaled(100_000), unit: "元" } as const;
const left = (gap: number, perDay: number, days: number) =>
  ({ kind: "left", gap: scaled(gap), perDay: scaled(perDay), days }) as const;

describe("figures on cards", () => {
  it.each([
    [4181.8182, 4182],
    [5000, 5000],
    [10.0001, 11],
    [9.91, 10],
    [0.3333, 0.4],
    [0, 0],
  ])("round a day's need of %d up to %d, so that doing it is enough", (perDay, aim) => {
    expect(aimOf(scaled(perDay))).toBe(scaled(aim));
  });

  it("say the gap, and the day's share where there is room for it", () => {
    const figures = { need: left(46_000, 4181.8182, 11), value: scaled(54_000) };
    expect(needText(gmv, figures)).toBe("还差 4.6 万元，每天 4,182 元就跟上");
    expect(gapText(gmv, figures)).toBe("还差 4.6 万元");
  });

  it("set a bare figure off from the words behind it", () => {
    const figures = { need: left(3_655_653, 332_333.9, 11), value: 0 };
    expect(needText({ ...gmv, unit: "" }, figures)).toBe("还差 3,655,653，每天 332,334 就跟上");
    expect(needText({ ...gmv, unit: "" }, { need: left(10, 2, 5), value: 0 })).toBe("还差 10，每天 2 就跟上");
  });

  it("say of a level what it gained and its gap, and of a deed whether it is done", () => {
    const rate = { kind: "increase", start: scaled(3), target: scaled(3.5), unit: "%" } as const;
    expect(needText(rate, { need: left(0.2, 0.02, 10), value: scaled(3.3) })).toBe(
      "已升 0.3 个百分点，还差 0.2 个百分点",
    );
    expect(needText(rate, { need: left(0.5, 0.05, 10), value: null })).toBe("还没上报，目标 3.5%");
    const deed = { kind: "binary", start: 0, target: scaled(1), unit: "" } as const;
    expect(needText(deed, { need: left(1, 0.1, 10), value: null })).toBe("还没完成");
    expect(needText(deed, { need: { kind: "done", beyond: 0 }, value: scaled(1) })).toBe("已完成");
  });

  it("stay whole beside a long title, within a row's thirty characters", () => {
    const row = titled("首次进店顾客三十天内再次下单的比例".repeat(3), "1% → 2%（100%）");
    expect([...row]).toHaveLength(30);
    expect(row).toMatch(/… 1% → 2%（100%）$/);
    expect(titled("回购率", "18% → 25%（50%）")).toBe("回购率 18% → 25%（50%）");
  });
});
