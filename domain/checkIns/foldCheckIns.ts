import type { CheckIn, KeyResult } from "../../entities";
import { isReachedAt } from "../goals/isReachedAt";

type FoldedReport = Pick<CheckIn, "id" | "businessDay" | "operation" | "amount" | "retractsId" | "occurredAt">;

export interface Folded {
  /** Scaled period-to-date value; null without a standing report. */
  current: number | null;
  /** Value after the last report of each business day. */
  days: Map<string, number>;
  last: FoldedReport | undefined;
  /** The report the target was reached with; undefined while it is not reached. */
  reachedBy: FoldedReport | undefined;
}

/**
 * Reads the reports of a key result in the order they were said, whatever order they arrived in. A report that was
 * taken back does not count. A sum is reached while its value stands at the target; a level (`last`) is reached by
 * the first report that shows it and stays so until that report is taken back.
 */
export function foldCheckIns(
  keyResult: Pick<KeyResult, "kind" | "accumulation" | "start" | "target">,
  reports: readonly FoldedReport[],
): Folded {
  const retracted = new Set(reports.map(({ retractsId }) => retractsId));
  const standing = reports
    .filter(({ id, operation }) => operation !== "retract" && !retracted.has(id))
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
  const isSum = keyResult.accumulation === "sum";
  const folded: Folded = { current: null, days: new Map(), last: standing.at(-1), reachedBy: undefined };
  for (const report of standing) {
    const base = folded.current ?? (isSum ? 0 : keyResult.start);
    folded.current = report.operation === "set" ? report.amount : base + report.amount;
    folded.days.set(report.businessDay, folded.current);
    if (isReachedAt(keyResult, folded.current)) folded.reachedBy ??= report;
    else if (isSum) folded.reachedBy = undefined;
  }
  return folded;
}
