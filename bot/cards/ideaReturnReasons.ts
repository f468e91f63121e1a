import { otherReason } from "./returnReasons";

/** What can be chosen on the card of an idea: it has no text field. At most ten, of at most 16 characters. */
export const ideaReturnReasons: readonly { id: string; text: string }[] = [
  { id: "vague", text: "请写得再具体一点" },
  { id: "known", text: "已经在做了" },
  { id: "cost", text: "花费比收益大" },
  { id: "later", text: "现在不合适，以后再看" },
  { id: "elsewhere", text: "不归我们管，请找对口的人" },
  { id: otherReason, text: "其他（下一句话说明）" },
];
