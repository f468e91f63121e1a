/** Chosen when none of the others fits; the person's next line is then the reason. */
export const otherReason = "other";

/** What a manager can choose on the card: it has no text field. At most ten, of at most 16 characters. */
export const returnReasons: readonly { id: string; text: string }[] = [
  { id: "vague", text: "不够具体，缺少数字" },
  { id: "tooLow", text: "目标偏低，再挑战一点" },
  { id: "tooHigh", text: "目标偏高，不现实" },
  { id: "noDate", text: "没有写清完成时间" },
  { id: "offStrategy", text: "与部门目标不一致" },
  { id: "weights", text: "权重需要调整" },
  { id: "duplicate", text: "和已有目标重复" },
  { id: "resources", text: "资源不够，先沟通" },
  { id: "metric", text: "衡量方式要换一种" },
  { id: otherReason, text: "其他（下一句话说明）" },
];
