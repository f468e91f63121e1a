/** What was done with a goal while the list was in sight. */
export type Decision =
  | { kind: "approved"; minutes: number }
  | { kind: "returned" }
  /** In Chinese, why it could not be approved together with the others. */
  | { kind: "refused"; detail: string };
