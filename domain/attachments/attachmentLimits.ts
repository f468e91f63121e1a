/** What one person may have uploaded without a report to it: more is a mistake, or a use we did not mean. */
export const attachmentLimits = {
  /** Bytes of one file as it comes in. */
  fileBytes: 10 * 1024 * 1024,
  perReport: 3,
  /** Without a report, within a day. */
  unattached: { count: 20, bytes: 100 * 1024 * 1024 },
  nameLength: 120,
} as const;
