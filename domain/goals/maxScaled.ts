/**
 * The most a value may be, scaled by 10,000: 4,500 亿. Half of what JavaScript and both databases hold exactly, so that
 * the distance between any two values is exact as well.
 */
export const maxScaled = 4_500_000_000_000_000;
