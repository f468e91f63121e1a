const places = 4;

/** Scaled by 10,000, exact. Figures stay below 4.5e15, which a number still holds. */
const scaled = (decimal: string) => {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const size = Number(`${whole}${fraction.padEnd(places, "0").slice(0, places)}`);
  return decimal.startsWith("-") ? -size : size;
};

/** The sum of two plain decimals of at most four places, exact: '0.1' and '0.2' → '0.3'. */
export function addDecimals(one: string, other: string): string {
  const sum = scaled(one) + scaled(other);
  const digits = String(Math.abs(sum)).padStart(places + 1, "0");
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
  return sum < 0 ? `-${text}` : text;
}
