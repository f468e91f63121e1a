/** An exact fraction: floating point gets 0.15 − 0.20 ≥ −0.05 wrong. */
export class Ratio {
  private constructor(
    readonly numerator: bigint,
    /** Always above zero. */
    readonly denominator: bigint,
  ) {}

  static readonly zero = new Ratio(0n, 1n);
  static readonly one = new Ratio(1n, 1n);

  /** @throws RangeError when the denominator is 0 */
  static of(numerator: number | bigint, denominator: number | bigint = 1n): Ratio {
    const [n, d] = [BigInt(numerator), BigInt(denominator)];
    if (d === 0n) throw new RangeError("a ratio with the denominator 0");
    const divisor = gcd(abs(n), abs(d)) * (d < 0n ? -1n : 1n);
    return new Ratio(n / divisor, d / divisor);
  }

  plus(other: Ratio): Ratio {
    return Ratio.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Ratio): Ratio {
    return this.plus(Ratio.of(-other.numerator, other.denominator));
  }

  times(other: Ratio): Ratio {
    return Ratio.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Ratio): Ratio {
    return Ratio.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Negative, 0 or positive. */
  compare(other: Ratio): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  isBelow(other: Ratio): boolean {
    return this.compare(other) < 0;
  }

  clamp(low = Ratio.zero, high = Ratio.one): Ratio {
    if (this.isBelow(low)) return low;
    return high.isBelow(this) ? high : this;
  }

  /** Rounded once to a whole number of 1/10^decimals, ties away from zero. */
  scaledTo(decimals: number): bigint {
    const scaled = abs(this.numerator) * 10n ** BigInt(decimals);
    const rounded = (2n * scaled + this.denominator) / (2n * this.denominator);
    return this.numerator < 0n ? -rounded : rounded;
  }

  /** `0.88` as '88', `0.9464…` as '94.64': per cent with at most two decimals. What is below 1 never shows as 100. */
  toPercent(decimals = 2): string {
    const rounded = this.scaledTo(decimals + 2);
    const whole = 10n ** BigInt(decimals + 2);
    const shown = rounded >= whole && this.isBelow(Ratio.one) ? whole - 1n : rounded;
    return decimalText(shown, decimals);
  }
}

/** A whole number of 1/10^decimals as a decimal without trailing zeros. */
export function decimalText(scaled: bigint, decimals: number): string {
  const digits = abs(scaled)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${scaled < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}

const abs = (value: bigint) => (value < 0n ? -value : value);

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
