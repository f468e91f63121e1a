import Taro from "@tarojs/taro";

/** How wide a chart in a card can be, in design pixels: the screen less two margins of page and card. */
export function useChartWidth(): number {
  // The mini-program stretches 375 design pixels over every screen.
  const width = process.env.TARO_ENV === "h5" ? Taro.getWindowInfo().windowWidth : 375;
  return Math.min(416, width - 64);
}
