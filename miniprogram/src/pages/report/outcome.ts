import { addDecimals } from "../../lib/addDecimals";
import { amountText } from "../../lib/format";
import type { Reportable } from "../../lib/wire";
import { amountOf, type Draft } from "./draft";

/** What a report makes of the figure, in words: '52,000 → 55,000 元'. Undefined while there is nothing to say. */
export function outcomeText(keyResult: Reportable, draft: Draft): string | undefined {
  const amount = amountOf(keyResult, draft);
  if (amount === null || keyResult.kind === "binary") return undefined;
  const before = keyResult.value ?? (keyResult.accumulation === "sum" ? "0" : keyResult.start);
  const after = draft.operation === "add" ? addDecimals(before, amount) : amount;
  return `${amountText(before, keyResult.unit)} → ${amountText(after, keyResult.unit)}`;
}
