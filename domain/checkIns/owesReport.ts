import type { Day } from "../calendar";
import type { KeyResultRow } from "../goals/KeyResultRow";

/** Whether a key result of a running goal is waiting for the day's report: not reached, and fed by no import. */
export const owesReport = (
  { metricId, isReached, reportedOn }: Pick<KeyResultRow, "metricId" | "isReached" | "reportedOn">,
  day: Day,
): boolean => metricId === null && !isReached && (reportedOn === null || reportedOn < day);

/** The same as SQL over `k` (key result); its one parameter is the day. */
export const owesReportSql =
  "k.metricId IS NULL AND k.reachedAt IS NULL AND (k.reportedOn IS NULL OR k.reportedOn < ?)";
