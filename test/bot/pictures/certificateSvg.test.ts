import fc from "fast-check";
import { certificateSvg } from "../../../bot/pictures/certificateSvg";
import { textWidth, wrapText } from "../../../miniprogram/src/lib/svg";
import { findKnownLetters } from "../../../server/drawPicture";

const certificate = {
  no: "7K2MQ8R4XWTB",
  name: "张三",
  honour: "服务之星",
  reason: "双十一期间零差错",
  company: "云裳服饰",
  badge: null,
  awardedOn: "2026-05-11",
  isRevoked: false,
};
let isKnown: (letter: string) => boolean;
beforeAll(async () => {
  isKnown = await findKnownLetters();
});
/** What is written, line by line, with the size of its letters. */
const linesOf = (change: Partial<typeof certificate>) => {
  const svg = certificateSvg({ ...certificate, ...change }, { url: "https://okr.example.com/certificate/x", isKnown });
  return [...svg.matchAll(/<text [^>]*font-size="([\d.]+)"[^>]*>([^<]*)<\/text>/g)].map(([, size, text = ""]) => ({
    size: Number(size),
    text: text.replaceAll("&lt;", "<").replaceAll("&amp;", "&"),
  }));
};
const textsOf = (change: Partial<typeof certificate>) => linesOf(change).map(({ text }) => text);

describe("What stands on a certificate", () => {
  it("is written in letters the font has: others are 〓, which is explained, and pictures go", () => {
    const texts = textsOf({ name: "𠮷野龘😀", honour: "金牌👨‍👩‍👧客服🎉", reason: "用心❤️服务，处理 𪚥 的订单⭐" });
    expect(texts).toEqual(
      expect.arrayContaining(["〓野龘", "“金牌客服”", "用心服务，处理 〓 的订单，表现突出，特授予"]),
    );
    expect(texts).toContain("〓 为字库没有的字，扫码可见原字");
    expect(textsOf({ reason: "处理 𪚥 的订单" })).toContain("〓 为字库没有的字");
    for (const letter of texts.join("")) expect(isKnown(letter)).toBe(true);
    expect(textsOf({}).join("")).not.toContain("〓");
  });

  it("has a name even where that is nothing but pictures", () => {
    expect(textsOf({ name: "😀🏆" })).toContain("〓");
  });

  it("is written in letters the font has, whatever was typed", () => {
    const anything = fc.string({ unit: "binary", maxLength: 100 });
    fc.assert(
      fc.property(anything, anything, (name, reason) => {
        const svg = certificateSvg({ ...certificate, name, reason }, { url: "x", isKnown });
        expect([...new Set(svg)].filter((letter) => !isKnown(letter))).toEqual([]);
      }),
    );
  });

  it.each(["。", "！", ".", "……", "，", "？ "])("goes on after a reason that ends in %j", (end) => {
    expect(textsOf({ reason: `带来更多口碑${end}` })).toContain("带来更多口碑，表现突出，特授予");
  });

  it("holds a reason of a hundred letters to its end, and begins no line with a closing mark", () => {
    const reason =
      "连续三个月响应时间低于三十秒，好评率百分之九十九点八，带新人三位；主动承担夜班，帮助同事处理大促售后高峰，零投诉、零差错，值得全体同事学习！希望继续保持，再创佳绩，为公司带来更多的回头客和口碑。";
    const texts = textsOf({ reason });
    expect(texts.join("")).toContain("回头客和口碑，表现突出，特授予");
    for (const text of texts) expect(text).not.toMatch(/^[，。、；：！？]/);
    for (const hard of ["字".repeat(100), "W".repeat(100), "word ".repeat(20), `${"长".repeat(30)} ${"x".repeat(69)}`])
      expect(textsOf({ reason: hard }).join("")).toContain("特授予");
  });

  it("says a long company's name in lines that can be read", () => {
    const company = "深圳市某某某某某某某某某电子商务科技股份有限公司华南大区运营中心";
    const lines = linesOf({ company }).filter(({ text }) => text !== "" && company.includes(text));
    expect(lines.map(({ text }) => text).join("")).toBe(company);
    expect(lines.length).toBeGreaterThan(1);
    for (const { size } of lines) expect(size).toBeGreaterThanOrEqual(17);
    const longest = linesOf({ company: "司".repeat(64) }).filter(({ text }) => text.startsWith("司"));
    for (const { size } of longest) expect(size).toBeGreaterThanOrEqual(14);
  });
});

describe("Lines", () => {
  const parts = fc.constantFrom(..."字长，。、（）“” 3a.x%");

  it("keep every letter, fit, and break where typesetters would", () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 80 }), (letters) => {
        const text = letters.join("").trim().replace(/\s+/g, " ");
        const lines = wrapText(text, 10, 120);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(120);
      }),
    );
    expect(wrapText("一二三四，五六", 10, 40)).toEqual(["一二三", "四，五六"]);
    expect(wrapText("一二三（四五）", 10, 40)).toEqual(["一二三", "（四五）"]);
    expect(wrapText("拿下了300万", 10, 40)).toEqual(["拿下了", "300万"]);
    expect(wrapText("the best one", 10, 45)).toEqual(["the", "best", "one"]);
  });
});
