/** The provider did not answer, or not in a way that can be read: whether it acted is unknown, but for `certificate`. */
export class PayUnreachable extends Error {
  constructor(
    readonly failure: "timeout" | "network" | "body" | "certificate",
    readonly path: string,
  ) {
    super(`payment provider unreachable at ${path}: ${failure}`);
  }
}
