/** What to do about a refusal. */
export type Treatment =
  /** Refetch the token and try once more. */
  | "token"
  /** A passing failure of the platform. */
  | "retry"
  /** Over a limit: wait until the window has passed. */
  | "wait"
  /** The same call will be refused again. */
  | "final";

/** doc 90313, and wecom.md §1.2 for what it says to do. Everything not listed is final. */
const treatments: Record<number, Treatment> = {
  [-1]: "retry", // system busy
  6000: "retry", // data version conflict
  45033: "retry", // concurrency per corp and API
  45035: "retry", // two calls modify the same record
  45036: "retry", // data access limited after abnormal traffic
  40001: "token", // secret invalid, or the token of another
  40014: "token", // token invalid; also said of expired ones
  42001: "token", // token expired
  45009: "wait", // frequency limit
  846607: "wait", // smart bot's send limit
};

/** WeCom answered, and refused. */
export class WecomRefused extends Error {
  readonly treatment: Treatment;

  constructor(
    readonly errcode: number,
    readonly path: string,
  ) {
    super(`WeCom refused ${path}: ${errcode}`);
    this.treatment = treatments[errcode] ?? "final";
  }
}

/** WeCom did not answer, or not in a way that can be read: whether it acted is unknown. */
export class WecomUnreachable extends Error {
  constructor(
    readonly failure: "timeout" | "network" | "status" | "body",
    readonly path: string,
  ) {
    super(`WeCom unreachable at ${path}: ${failure}`);
  }
}
