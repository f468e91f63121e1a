import fc from "fast-check";
import { formatAmount, fromScaled, toScaled } from "../../../domain/goals/formatAmount";
import { maxScaled } from "../../../domain/goals/maxScaled";
import { addDecimals } from "../../../miniprogram/src/lib/addDecimals";
import { titleAdvice } from "../../../miniprogram/src/lib/advice";
import { amountText } from "../../../miniprogram/src/lib/format";
import { emptyEntry, entryDecimal, pressKey } from "../../../miniprogram/src/lib/numberEntry";

const scaled = fc.integer({ min: -maxScaled, max: maxScaled });

describe("Figures on the phone", () => {
  it("read as in the chat, whatever they are", () => {
    fc.assert(
      fc.property(scaled, fc.constantFrom("", "元", "%", "单"), (value, unit) => {
        expect(amountText(fromScaled(value), unit)).toBe(formatAmount(value, unit));
      }),
      { numRuns: 2000 },
    );
  });

  it("come off the pad exactly as they were typed", () => {
    fc.assert(
      fc.property(scaled, (value) => {
        const text = fromScaled(value);
        const typed = [...text.replace("-", "")].reduce(pressKey, emptyEntry);
        expect(entryDecimal(text.startsWith("-") ? pressKey(typed, "sign") : typed)).toBe(text);
      }),
    );
  });

  it("mean ten thousand times as much with 万", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (value) => {
        const typed = pressKey([...String(value)].reduce(pressKey, emptyEntry), "万");
        expect(entryDecimal(typed)).toBe(value === 0 ? "0" : `${value}0000`);
      }),
    );
  });

  it("never make more of keys than the server takes in form", () => {
    const keys = fc.array(fc.constantFrom(..."0123456789", ".", "back", "万", "亿", "sign"), { maxLength: 30 });
    fc.assert(
      fc.property(keys, (pressed) => {
        const decimal = entryDecimal(pressed.reduce(pressKey, emptyEntry));
        if (decimal !== null) expect(decimal).toMatch(/^-?\d{1,12}(\.\d{1,4})?$/);
      }),
    );
  });

  it("add up exactly", () => {
    const half = fc.integer({ min: -maxScaled / 2, max: maxScaled / 2 });
    fc.assert(
      fc.property(half, half, (one, other) => {
        expect(toScaled(addDecimals(fromScaled(one), fromScaled(other)))).toBe(one + other);
      }),
    );
  });
});

describe("Advice on a goal's name", () => {
  it.each([
    ["", undefined],
    ["加强客户服务", "看不出做到多少"],
    ["老客回购", "写上一个数字"],
    ["老客回购率做到 25%", undefined],
  ])("says of %s: %s", (title, said) => {
    const advice = titleAdvice(title);
    if (said === undefined) expect(advice).toBeUndefined();
    else expect(advice).toContain(said);
  });
});
