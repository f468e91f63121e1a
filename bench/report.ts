/** A line of the report: what was measured, the bar, and whether it holds. */
export function report(what: string, figure: string, bar?: { text: string; holds: boolean }): void {
  const verdict = bar ? `   bar: ${bar.text}   ${bar.holds ? "holds" : "MISSED"}` : "";
  console.log(`  ${what.padEnd(58)} ${figure}${verdict}`);
}

export const percent = (ratio: number) => `${(ratio * 100).toFixed(0)} %`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
