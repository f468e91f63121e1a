import type { CheckIn, KeyResult } from "../../entities";
import { isReachedAt } from "../goals/isReachedAt";

type FoldedReport = Omit<CheckIn, "keyResultId" | "confidence">;

export interface Folded {
  /** Scaled period-to-date value; null without a standing report. */
  current: number | null;
  /** Value after the last report of each business day. */
  days: Map<string, number>;
  last: FoldedReport | undefined;
  /** The report the target was reached with; undefined while it is not reached. */
  reachedBy: FoldedReport | undefined;
  /** The first from there on that shows the target with no word of the owner's own in its figure. */
  confirmedBy: FoldedReport | undefined;
}

/**
 * Reads the reports of a key result in the order they were said, whatever order they arrived in. A report that was
 * taken back does not count, nor does an imported figure that was corrected. A sum is reached while its value stands at
 * the target; a level (`last`) is reached by the first report that shows it and stays so until that report is taken back.
 */
export function foldCheckIns(
  keyResult: Pick<KeyResult, "kind" | "accumulation" | "start" | "target">,
  reports: readonly FoldedReport[],
  ownerId: string,
): Folded {
  const retracted = new Set(reports.map(({ retractsId }) => retractsId));
  const newest = newestImports(reports);
  const standing = reports
    .filter(({ id, operation }) => operation !== "retract" && !retracted.has(id))
    .filter((report) => report.source !== "import" || newest.get(report.businessDay) === report)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
  const isSum = keyResult.accumulation === "sum";
  const folded: Folded = {
    current: null,
    days: new Map(),
    last: standing.at(-1),
    reachedBy: undefined,
    confirmedBy: undefined,
  };
  let isOthers = true;
  for (const report of standing) {
    const base = folded.current ?? (isSum ? 0 : keyResult.start);
    folded.current = report.operation === "set" ? report.amount : base + report.amount;
    folded.days.set(report.businessDay, folded.current);
    isOthers = !isOwn(report, ownerId) && (isOthers || report.operation === "set");
    if (isReachedAt(keyResult, folded.current)) {
      folded.reachedBy ??= report;
      if (isOthers) folded.confirmedBy ??= report;
    } else if (isSum) Object.assign(folded, { reachedBy: undefined, confirmedBy: undefined });
  }
  return folded;
}

const isOwn = ({ source, reportedById }: FoldedReport, ownerId: string) =>
  source !== "import" && reportedById === ownerId;

/** By business day what was imported for it last: that takes the place of what was imported before. */
function newestImports(reports: readonly FoldedReport[]): Map<string, FoldedReport> {
  const newest = new Map<string, FoldedReport>();
  for (const report of reports) {
    const other = newest.get(report.businessDay);
    if (report.source === "import" && (!other || isLater(report, other))) newest.set(report.businessDay, report);
  }
  return newest;
}

const isLater = (a: FoldedReport, b: FoldedReport) =>
  a.recordedAt.getTime() === b.recordedAt.getTime() ? a.id > b.id : a.recordedAt > b.recordedAt;
