import { maxScaled } from "./maxScaled";
import { decimalText } from "./Ratio";

const group = (whole: string) => whole.replace(/\B(?=(\d{3})+$)/g, ",");

/** A scaled value as a plain decimal: 520000000 → '52000'. */
export const fromScaled = (scaled: number): string => decimalText(BigInt(scaled), 4);

/** A plain decimal of at most 4 places, scaled; undefined when it is none or too large. */
export function toScaled(text: string): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  const scaled = Number(`${whole}${fraction.padEnd(4, "0")}`);
  return scaled <= maxScaled ? (sign ? -scaled : scaled) : undefined;
}

/** Values from this on are said in 万 and 亿, as people do: 9.5 万, but 9,500. */
const wan = 10_000n;
const yi = 100_000_000n;

/** A scaled value for people, exact: '9,500 元', '5.2 万元', '3.1%'. Nothing is rounded away. */
export function formatAmount(scaled: number, unit = ""): string {
  const value = BigInt(scaled);
  const size = value < 0n ? -value : value;
  const glue = unit === "%" || unit === "" ? "" : " ";
  for (const [step, name, decimals] of [
    [yi, "亿", 12],
    [wan, "万", 8],
  ] as const) {
    const text = decimalText(value, decimals);
    // A long tail of decimals reads worse than the plain figure.
    if (size >= step * 10_000n && (text.split(".")[1]?.length ?? 0) <= 2) return `${grouped(text)} ${name}${unit}`;
  }
  return `${grouped(decimalText(value, 4))}${glue}${unit}`;
}

function grouped(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  return `${sign}${group(whole.replace("-", ""))}${fraction ? `.${fraction}` : ""}`;
}
