import type { KeyResult, Status } from "./wire";

const order: readonly Status[] = ["offTrack", "atRisk", "silent", "onTrack", "reached"];

/** The status of a goal is that of the key result that needs help most; undefined without any. */
export const worstOf = (keyResults: readonly Pick<KeyResult, "status">[]): Status | undefined =>
  order.find((status) => keyResults.some((one) => one.status === status));
