import fc from "fast-check";
import { cleanInput } from "../../../bot/escape";
import { type GoalDraft, nextStep, promptFor } from "../../../bot/handlers/goalDraft";
import { readKeyResult } from "../../../bot/handlers/readKeyResult";

const read = (text: string) => {
  const reading = readKeyResult(text);
  if (reading.kind === "refused") return reading.advice;
  const { title, kind, accumulation, start, target, unit } = reading.keyResult;
  return [title, kind, accumulation, (start ?? 0) / 10_000, target / 10_000, unit];
};

describe("A key result as people write it", () => {
  it.each([
    ["GMV 做到 100万", ["GMV", "increase", "sum", 0, 1_000_000, ""]],
    ["GMV做到100万元", ["GMV", "increase", "sum", 0, 1_000_000, "元"]],
    ["GMV 100 万元", ["GMV", "increase", "sum", 0, 1_000_000, "元"]],
    ["平台销售 500万元", ["平台销售", "increase", "sum", 0, 5_000_000, "元"]],
    ["GMV 做到 1.2亿", ["GMV", "increase", "sum", 0, 120_000_000, ""]],
    ["GMV 做到 １００万", ["GMV", "increase", "sum", 0, 1_000_000, ""]],
    ["GMV：52,000", ["GMV", "increase", "sum", 0, 52_000, ""]],
    ["GMV = ￥52000", ["GMV", "increase", "sum", 0, 52_000, ""]],
    ["订单 ≥ 3千单", ["订单", "increase", "sum", 0, 3000, "单"]],
    ["客单价 做到 300 元", ["客单价", "increase", "sum", 0, 300, "元"]],
    ["转化率 从3%→3.5%", ["转化率", "increase", "last", 3, 3.5, "%"]],
    ["转化率 3%→3.5%", ["转化率", "increase", "last", 3, 3.5, "%"]],
    ["平均响应 60秒 -> 30秒", ["平均响应", "decrease", "last", 60, 30, "秒"]],
    ["转化率 从3%提升到3.5%", ["转化率", "increase", "last", 3, 3.5, "%"]],
    ["差评率 从3%降到1%", ["差评率", "decrease", "last", 3, 1, "%"]],
    ["响应时间 从 60秒 下降到 30秒", ["响应时间", "decrease", "last", 60, 30, "秒"]],
    ["满意度 ≥ 90％", ["满意度", "increase", "last", 0, 90, "%"]],
    ["🚀 上新 200款的进度 80%", ["🚀 上新 200款的进度", "increase", "last", 0, 80, "%"]],
    ["完成：会员改版上线", ["会员改版上线", "binary", undefined, 0, 1, ""]],
    ["上线: 618活动页", ["618活动页", "binary", undefined, 0, 1, ""]],
    ["618 GMV 做到 5万", ["618 GMV", "increase", "sum", 0, 50_000, ""]],
  ])("reads %s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ["提升店铺业绩", "还缺一个数字"],
    ["做好客户服务", "还缺一个数字"],
    ["", "还缺一个数字"],
    ["🚀🚀🚀", "还缺一个数字"],
    ["100万", "还缺指标的名字"],
    ["🚀 做到 100万", "还缺指标的名字"],
    ["完成：", "还缺一个数字"],
    ["5月31日", "还缺一个数字"],
    ["上新 2026-05-31", "像是一个日期"],
    ["上新 2026年5月31日", "像是一个日期"],
    ["差评率 降到 1%", "从多少降到 1%？"],
    ["差评率 ≤ 1%", "从多少降到 1%？"],
    ["差评率 从1%降到3%", "方向和数字对不上"],
    ["转化率 从5%提升到3%", "方向和数字对不上"],
    ["转化率 从3%到3%", "起点和目标一样"],
    ["GMV 做到 0", "起点和目标一样"],
    ["利润 做到 -5万", "不能是负数"],
    ["利润 做到 －5万", "不能是负数"],
    ["GMV 做到 1e30", "数字没看懂"],
    ["GMV 做到 1.2.3", "数字没看懂"],
    ["GMV 做到 1,00", "数字没看懂"],
    ["GMV 做到 99999999999999999999", "数字没看懂"],
    ["GMV 做到 0.00001", "数字没看懂"],
    ["GMV 做到 NaN", "还缺一个数字"],
    ["GMV 做到 Infinity", "还缺一个数字"],
    [`${"长".repeat(121)} 100万`, "太长"],
    [`完成：${"😀".repeat(61)}`, "太长"],
  ])("asks again about %s", (text, advice) => {
    expect(read(text)).toContain(advice);
  });
});

describe("The guide through a new goal", () => {
  const begin: GoalDraft = {
    step: "title",
    title: "",
    keyResults: [],
    cycles: [
      { id: "may", name: "2026年5月" },
      { id: "q2", name: "2026年第二季度" },
    ],
  };
  const follow = (lines: readonly string[]) =>
    lines.reduce<ReturnType<typeof nextStep>>(({ draft }, line) => nextStep(draft, line), { draft: begin });

  it.each([
    ["nothing", ""],
    ["121 characters", "长".repeat(121)],
    ["a thousand characters", "a".repeat(1000)],
  ])("asks for the title again after %s", (_, line) => {
    const { draft, advice } = nextStep(begin, line);
    expect([draft, advice]).toEqual([begin, "目标名称请写 1 到 120 个字。"]);
  });

  it.each(["1", "１", "2026年5月"])("takes %s for the first cycle", (line) => {
    expect(follow(["冲第一", line]).draft).toMatchObject({ step: "keyResult", cycleId: "may" });
  });

  it.each(["0", "3", "-1", "1.5", "NaN", "一", "", "length", "__proto__", "1e99"])(
    "asks again after %j for a cycle",
    (line) => {
      const { draft, advice } = follow(["冲第一", line]);
      expect([draft.step, advice]).toEqual(["cycle", "请回复 1 到 2 的数字。"]);
    },
  );

  it("takes five key results and no sixth, however many come", () => {
    const lines = Array.from({ length: 10 }, (_, index) => `指标${index + 1} 做到 ${index + 1}万`);
    const { draft, advice } = follow(["冲第一", "1", ...lines]);
    expect([draft.keyResults.length, advice]).toEqual([5, "最多 5 条关键结果。"]);
    expect(promptFor(draft)).toContain("已经有 5 条，回复“完成”提交。");
    expect(nextStep(draft, "完成").draft.step).toBe("done");
  });

  it("is not done without a key result", () => {
    expect(follow(["冲第一", "1", "完成"])).toMatchObject({
      draft: { step: "keyResult" },
      advice: "还没有关键结果，至少写一条。",
    });
  });

  it("answers whatever it is told with a step and Chinese words, and stores nothing that is too long", () => {
    const line = fc.oneof(
      fc.constantFrom("1", "2", "完成", "GMV 做到 100万", "差评率 从3%降到1%", "完成：上线"),
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(..."0123456789０９,，.．%％万亿从到降-+eE 　\n完成：¥"), maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const { draft, advice = "" } = follow(lines.map(cleanInput));
        expect(draft.title.length).toBeLessThanOrEqual(120);
        expect(draft.keyResults.length).toBeLessThanOrEqual(5);
        for (const { title, kind, start = 0, target } of draft.keyResults) {
          expect([title.length > 0, title.length <= 120, Number.isSafeInteger(target)]).toEqual([true, true, true]);
          if (kind !== "binary") expect(Math.sign(target - start)).toBe(kind === "increase" ? 1 : -1);
        }
        expect(advice + promptFor({ ...draft, step: draft.step === "done" ? "keyResult" : draft.step })).toMatch(
          /[一-鿿]/,
        );
      }),
    );
  });

  /** Patterns that try every way to part a line would take minutes here, and the test would time out. */
  it.each([
    ["blanks", `a${" ".repeat(60_000)}b`],
    ["digits", "1".repeat(1000)],
    ["starts", "从1".repeat(500)],
    ["verbs", "到 ".repeat(500)],
    ["commas", `${"1,".repeat(500)}x`],
  ])("soon finds nothing to read in a line of %s", (_, line) => {
    const { advice } = nextStep({ ...begin, step: "keyResult", cycleId: "may" }, cleanInput(line));
    expect(advice).toMatch(/^(还缺|数字没看懂|关键结果的名称太长)/);
  });
});
