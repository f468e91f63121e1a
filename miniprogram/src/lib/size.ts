import Taro from "@tarojs/taro";

/** A length of the design (375 px wide) for a style. In browsers plain px, as in our sheets, where Taro would say rem. */
export const size = (pixels: number): string =>
  process.env.TARO_ENV === "h5" ? `${pixels}px` : Taro.pxTransform(pixels);
