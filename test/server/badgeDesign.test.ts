import { badgeShapes, badgeSigns, badgeTones } from "../../entities/Badge";
import { badgeParts } from "../../miniprogram/src/lib/svg";
import { BadgeDesign } from "../../server/schemas/recognition";

// Stored, sent and drawn by three parts that may not import each other.
it("lets a badge look the same to what stores it, what sends it and what draws it", () => {
  const { shape, sign, tone } = BadgeDesign.shape;
  const { shapes, signs, tones } = badgeParts;
  expect([shape.options, sign.options, tone.options]).toEqual([badgeShapes, badgeSigns, badgeTones]);
  expect([shapes, signs, tones].map((names) => [...names].sort())).toEqual(
    [badgeShapes, badgeSigns, badgeTones].map((names) => [...names].sort()),
  );
});
