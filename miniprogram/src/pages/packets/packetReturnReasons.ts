/** The same as on the chat's card (bot/cards/packetReturnReasons), save for "other": here is a field for own words. */
export const packetReturnReasons = [
  "金额偏高",
  "这个月先不发",
  "理由不够具体",
  "人员需要调整",
  "预算另有安排",
] as const;
