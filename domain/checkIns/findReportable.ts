import { businessDayOf } from "../calendar";
import type { Work } from "../context";
import { findKeyResultRows, type KeyResultRow } from "../goals/KeyResultRow";

/** Key results a person can report on, as of the day they said it. */
export const findReportable = (
  { db, company }: Pick<Work, "db" | "company">,
  employeeId: string,
  at: Date,
): Promise<KeyResultRow[]> => findKeyResultRows(db, businessDayOf(at, company.zone), "o.ownerId = ?", [employeeId]);
