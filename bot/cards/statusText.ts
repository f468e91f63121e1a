import type { KeyResultStatus } from "../../domain/goals/statusOf";

/** Status as shape and word: colour never speaks alone. */
export const statusText: Record<KeyResultStatus, string> = {
  reached: "★ 已达成",
  onTrack: "● 正常",
  atRisk: "▲ 有风险",
  offTrack: "■ 落后",
  silent: "○ 未更新",
};
