/** The server answered, and not with what was asked for. `detail` says in Chinese what happened and what to do. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly faults: readonly { path: string; message: string }[] = [],
  ) {
    super(code);
  }
}

/** The server did not answer: no net, or too slow. */
export class Unreachable extends Error {
  readonly detail = "现在连不上网，请稍后再试。";
}

/** Something on the phone itself stands in the way; trying the same again does not help. */
export class PhoneFault extends Error {
  constructor(readonly detail: string) {
    super(detail);
  }
}

/** What to tell the person. */
export const wordsOf = (error: unknown): string =>
  error instanceof ApiError || error instanceof Unreachable || error instanceof PhoneFault
    ? error.detail
    : "页面出了点问题，请再试一次。";
