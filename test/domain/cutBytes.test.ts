import fc from "fast-check";
import { cutBytes } from "../../domain/cutBytes";

describe("cutting a text to bytes", () => {
  it.each([
    ["恭喜发财", 12, "恭喜发财"],
    ["恭喜发财", 11, "恭喜发"],
    ["a🎉b", 4, "a"],
    ["a🎉b", 5, "a🎉"],
    ["", 0, ""],
  ])("cuts %s to %i", (text, most, cut) => {
    expect(cutBytes(text, most)).toBe(cut);
  });

  it("keeps as many whole characters as fit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat({ max: 64 }), (text, most) => {
        const cut = cutBytes(text, most);
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
        const [next] = text.slice(cut.length);
        const whole = next === undefined ? "" : String.fromCodePoint(text.codePointAt(cut.length)!);
        if (whole) expect(Buffer.byteLength(cut + whole)).toBeGreaterThan(most);
      }),
    );
  });
});
