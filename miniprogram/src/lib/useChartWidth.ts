import Taro from "@tarojs/taro";

/** How wide a chart in a card can be, in design pixels: the page less margins of page and card, in two columns where there is room. */
export function useChartWidth(): number {
  // The mini-program stretches 375 design pixels over every screen.
  const width = process.env.TARO_ENV === "h5" ? Taro.getWindowInfo().windowWidth : 375;
  return width < 960 ? Math.min(680, width - 32) - 32 : (Math.min(1040, width - 32) - 12) / 2 - 32;
}
