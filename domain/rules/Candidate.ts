import type { Day } from "../calendar";

/** Something a rule may give for. */
export interface Candidate {
  /** What is so, for this rule once for ever: `record:<metricId>:<employeeId>:2026-05-11`. */
  fact: string;
  employeeId: string;
  departmentId: string | null;
  /** The business day it became so. */
  day: Day;
  /** Imported, or confirmed by somebody other than who it is for: only this gives money. */
  isTrusted: boolean;
  /** May be spoken of where others read along. */
  isPublic: boolean;
  keyResultId: string | null;
  checkInId: string | null;
  /** The number behind it in words; null where there is none to be told. */
  figure: string | null;
}

/** Facts of these business days, or of these instants where a fact has one. */
export interface Span {
  from: Day;
  to: Day;
  /** Nothing that was so before counts: what a rule was started with. */
  since: Date;
}
