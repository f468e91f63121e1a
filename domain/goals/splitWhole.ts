/**
 * Splits a whole number by weights so that the parts sum to it exactly: largest remainder, ties to the earlier part
 * (callers order by employee id). Works for targets, money and basis points alike.
 * @throws RangeError when the weights are empty, negative or all zero
 */
export function splitWhole(whole: bigint, weights: readonly (number | bigint)[]): bigint[] {
  const parts = weights.map(BigInt);
  const total = parts.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || parts.some((weight) => weight < 0n)) throw new RangeError("weights must be positive");
  const negative = whole < 0n;
  const size = negative ? -whole : whole;
  const floors = parts.map((weight) => (size * weight) / total);
  const remainders = parts.map((weight, index) => ({ index, rest: (size * weight) % total }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const missing = Number(size - floors.reduce((sum, part) => sum + part, 0n));
  for (const { index } of remainders.slice(0, missing)) floors[index]! += 1n;
  return negative ? floors.map((part) => -part) : floors;
}
