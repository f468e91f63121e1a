import Taro from "@tarojs/taro";
import { goBack, open } from "../../../miniprogram/src/lib/open";

const ways = () => (Taro.navigateTo as jest.Mock).mock.calls.map(([{ url }]: [{ url: string }]) => url);

describe("going to a page", () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.advanceTimersByTime(10_000);
    jest.clearAllMocks();
  });
  afterEach(() => jest.useRealTimers());

  it("takes two taps for one, and another page or a later tap for itself", () => {
    open("goal", { id: "g1" });
    open("goal", { id: "g1" });
    open("goal", { id: "g2" });
    jest.advanceTimersByTime(500);
    open("goal", { id: "g2" });
    expect(ways()).toEqual(["g1", "g2", "g2"].map((id) => `/pages/goal/index?id=${id}`));
  });

  it("goes back one page however fast the thumb", () => {
    const pages = jest.spyOn(Taro, "getCurrentPages").mockReturnValue([{}, {}] as never);
    goBack();
    goBack();
    expect(Taro.navigateBack).toHaveBeenCalledTimes(1);
    pages.mockRestore();
  });
});
