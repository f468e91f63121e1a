import { maxScaled } from "./maxScaled";

export interface Amount {
  kind: "amount";
  operation: "set" | "add";
  /** Scaled by 10,000. */
  scaled: number;
  /** As typed: 元, %, 件 …; empty without one. */
  unit: string;
  /** 完成: a yes rather than a figure. */
  isDone: boolean;
}

export interface AmountRefusal {
  kind: "refused";
  reason: "notANumber" | "tooManyDecimals" | "tooLarge";
}

/** Powers of ten behind the units people use for large numbers. */
const magnitudes: Record<string, number> = { "": 0, 百: 2, 千: 3, k: 3, 万: 4, w: 4, 百万: 6, 千万: 7, 亿: 8 };

const pattern =
  /^([+-]?)[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(百万|千万|[百千万亿kw])?(%|元|件|单|人|个|家|次|分|秒|天|小时|块)?$/;

/** Reads a number as people type it: 52000, 52,000, 5.2万, +3000, 3.1%, ￥52000, full-width digits. */
export function parseAmount(text: string): Amount | AmountRefusal {
  if (/^(已完成|完成|做完了?|是)$/.test(text.trim()))
    return { kind: "amount", operation: "set", scaled: 10_000, unit: "", isDone: true };
  const plain = text.normalize("NFKC").replace(/\s+/g, "").replaceAll("−", "-").toLowerCase();
  const match = pattern.exec(plain);
  if (!match) return { kind: "refused", reason: "notANumber" };
  const [, sign = "", whole = "", fraction = "", magnitude = "", unit = ""] = match;
  const zeros = 4 + (magnitudes[magnitude] ?? 0);
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > zeros) return { kind: "refused", reason: "tooManyDecimals" };
  const scaled = BigInt(`${whole.replaceAll(",", "")}${digits}`) * 10n ** BigInt(zeros - digits.length);
  if (scaled > BigInt(maxScaled)) return { kind: "refused", reason: "tooLarge" };
  return {
    kind: "amount",
    operation: sign === "" ? "set" : "add",
    scaled: sign === "-" ? -Number(scaled) : Number(scaled),
    unit: unit === "块" ? "元" : unit,
    isDone: false,
  };
}
