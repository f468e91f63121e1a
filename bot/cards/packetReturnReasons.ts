import { otherReason } from "./returnReasons";

/** What can be chosen on the card of a packet that waits for approval. */
export const packetReturnReasons: readonly { id: string; text: string }[] = [
  { id: "tooMuch", text: "金额偏高" },
  { id: "notNow", text: "这个月先不发" },
  { id: "reason", text: "理由不够具体" },
  { id: "people", text: "人员需要调整" },
  { id: "budget", text: "预算另有安排" },
  { id: otherReason, text: "其他（下一句话说明）" },
];
