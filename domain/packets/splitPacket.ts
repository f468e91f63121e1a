import { randomInt } from "node:crypto";

/** Parts of a whole number of fen, as equal as can be; the first ones get the fen that is over. */
export function splitEqually(totalFen: number, count: number): number[] {
  const least = Math.floor(totalFen / count);
  const over = totalFen - least * count;
  return Array.from({ length: count }, (_, index) => least + (index < over ? 1 : 0));
}

/** Parts by shares, by the largest remainder: they sum to the whole, and equal shares differ by a fen at most. */
export function splitByShares(totalFen: number, shares: readonly number[]): number[] {
  const sum = BigInt(shares.reduce((all, share) => all + share, 0));
  const exact = shares.map((share) => BigInt(totalFen) * BigInt(share));
  const parts = exact.map((one) => Number(one / sum));
  const over = totalFen - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((one, index) => ({ index, remainder: one % sum }))
    .sort((one, other) => Number(other.remainder - one.remainder) || one.index - other.index);
  for (const { index } of byRemainder.slice(0, over)) parts[index]!++;
  return parts;
}

interface Range {
  minFen: number;
  maxFen: number;
}

/**
 * Lucky draw (拼手气): each part is drawn between the least and twice what is left on average, as far as the rest can
 * still be given within the limits; then the parts are shuffled, as the last are drawn from what is over. The draw is
 * the system's cryptographic source. @throws RangeError when no split fits
 */
export function splitByLuck(totalFen: number, count: number, { minFen, maxFen }: Range): number[] {
  if (totalFen < minFen * count || totalFen > maxFen * count) throw new RangeError("no split fits");
  const parts: number[] = [];
  let left = totalFen;
  for (let rest = count - 1; rest > 0; rest--) {
    const low = Math.max(minFen, left - maxFen * rest);
    const twice = Math.floor((left * 2) / (rest + 1)) - minFen;
    const high = Math.max(low, Math.min(maxFen, left - minFen * rest, twice));
    const part = randomInt(low, high + 1);
    parts.push(part);
    left -= part;
  }
  parts.push(left);
  for (let index = parts.length - 1; index > 0; index--) {
    const other = randomInt(0, index + 1);
    [parts[index], parts[other]] = [parts[other]!, parts[index]!];
  }
  return parts;
}
