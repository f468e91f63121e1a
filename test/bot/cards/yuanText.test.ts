import fc from "fast-check";
import { readYuan, yuanText } from "../../../bot/cards/yuanText";

describe("Amounts of money in chat", () => {
  it.each([
    ["20", 2000],
    ["8.8", 880],
    ["8.80元", 880],
    ["¥1,000", 100_000],
    ["￥１，０００．５ 块", 100_050],
    ["12,345,678块钱", 1_234_567_800],
  ])("reads %s", (text, fen) => {
    expect(readYuan(text)).toBe(fen);
  });

  it.each(["8块8", "1，88", "1,5", "5元5角", "1,00", "元20", "2 0", "1e3", "0x32", "-5", "", "1.005", "123456789"])(
    "does not guess at %s",
    (text) => {
      expect(readYuan(text)).toBeUndefined();
    },
  );

  it("reads back whatever it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (fen) => {
        expect(readYuan(yuanText(fen))).toBe(fen);
      }),
    );
  });
});
