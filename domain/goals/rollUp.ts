import { Ratio } from "./Ratio";

interface Part {
  /** Basis points. */
  weight: number;
  /** Undefined while there is no value: left out and the rest re-normalised. */
  value: Ratio | undefined;
}

/** Σ weight·clamp(value, 0, 1) ÷ Σ weight over the parts with a value; undefined when none has one. */
export function rollUp(parts: readonly Part[]): Ratio | undefined {
  let weights = 0;
  let sum = Ratio.zero;
  for (const { weight, value } of parts) {
    if (!value) continue;
    weights += weight;
    sum = sum.plus(value.clamp().times(Ratio.of(weight)));
  }
  return weights === 0 ? undefined : sum.over(Ratio.of(weights));
}
