/** WeChat's responsive pixel: 750 of them are the width of the screen. */
export const withoutRpx = (css: string): string =>
  css.replace(/(-?\d*\.?\d+)rpx\b/g, (_, count: string) => `calc(${count} * 100vw / 750)`);
