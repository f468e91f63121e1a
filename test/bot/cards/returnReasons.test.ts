import { otherReason, returnReasons } from "../../../bot/cards/returnReasons";
import { returnReasons as onPhone } from "../../../miniprogram/src/pages/approvals/returnReasons";

describe("Reasons to return a goal", () => {
  it("are the same on the phone as on the card, which has one more for own words", () => {
    const onCard = returnReasons.filter(({ id }) => id !== otherReason).map(({ text }) => text);
    expect(onPhone).toEqual(onCard);
    expect(returnReasons.at(-1)?.id).toBe(otherReason);
  });
});
