import type { Amount } from "../../domain/goals/parseAmount";

const counters = ["个", "件", "单", "人", "次", "家"];
const readable = new Set(["%", "元", "分", "秒", "天", "小时", ...counters]);
const magnitude = /百万|千万|[百千万亿kw]/;

/**
 * The unit or magnitude of a figure that does not fit a key result measured in `unit`; undefined where it does. A bare
 * figure always fits, and so does any where the key result has no unit, or one that people cannot type with a figure.
 */
export function foreignUnit({ unit: said }: Amount, amountText: string, unit: string): string | undefined {
  const own = unitOf(unit);
  if (!readable.has(own)) return undefined;
  const large = magnitude.exec(amountText.normalize("NFKC").toLowerCase())?.[0];
  if (own === "%" && large) return large;
  return said === "" || isSame(said, own) ? undefined : said;
}

function unitOf(unit: string): string {
  const plain = unit.normalize("NFKC").trim();
  return plain === "块" ? "元" : plain;
}

/** Things are counted in one word or another. */
const isSame = (one: string, other: string) => one === other || (counters.includes(one) && counters.includes(other));
