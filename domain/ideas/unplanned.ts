/** The columns of an idea whose effect nobody is to measure. */
export const unplanned = {
  metricId: null,
  subjectKind: null,
  subjectId: null,
  startedOn: null,
  effectDays: null,
  beforeScaled: null,
  afterScaled: null,
  measuredAt: null,
} as const;
