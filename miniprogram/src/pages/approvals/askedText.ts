import { amountText } from "../../lib/format";
import type { KeyResult } from "../../lib/wire";

/** What a key result asks for, in one line: '80 万 → 112 万 元'. */
export function askedText({ kind, start, target, unit }: KeyResult): string {
  if (kind === "binary") return "做到";
  return `${amountText(start, unit)} → ${amountText(target, unit)}`;
}
