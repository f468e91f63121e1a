import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { findKeyResultRows, type KeyResultRow } from "../goals/KeyResultRow";

/** Key results a person can report on, as of the day they said it. */
export const findReportable = (
  reader: Pick<Work, "db" | "company">,
  employeeId: string,
  at: Date,
): Promise<KeyResultRow[]> =>
  findKeyResultRows(reader, businessDayOf(at, reader.company.zone), "o.ownerId = ?", [employeeId]);
