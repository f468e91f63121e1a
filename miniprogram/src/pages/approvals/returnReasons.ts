/** The same as on the chat's card (bot/cards/returnReasons), save for "other": here is a field for own words. */
export const returnReasons = [
  "不够具体，缺少数字",
  "目标偏低，再挑战一点",
  "目标偏高，不现实",
  "没有写清完成时间",
  "与部门目标不一致",
  "权重需要调整",
  "和已有目标重复",
  "资源不够，先沟通",
  "衡量方式要换一种",
] as const;
