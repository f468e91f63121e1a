import type { PageName } from "./pageUrl";

/** What a link to a page is called. */
export const pageLabels: Record<PageName, string> = {
  today: "看今日",
  goal: "看目标",
  goals: "看我的目标",
  team: "看团队",
  awards: "看荣誉墙",
  approvals: "去审批",
  report: "报进度",
  ideas: "看建议",
  election: "看评选",
  packets: "看红包",
  income: "去收款",
  rules: "看规则",
};
