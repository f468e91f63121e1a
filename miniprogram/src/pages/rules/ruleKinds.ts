import type { RuleKind } from "../../lib/wire";

/** What a kind of rule asks for besides what it gives. */
interface Kind {
  text: string;
  help: string;
  metric: "none" | "optional" | "needed";
  /** What its days mean, and how many the server takes (domain/rules/checkRule). */
  days?: { label: string; least: number; most: number; usual: string };
  /** Needs a level to be kept. */
  hasLevel?: boolean;
  hasGoal?: boolean;
}

export const kinds: Record<RuleKind, Kind> = {
  keyResultReached: {
    text: "目标达成",
    help: "自己的关键结果达成，就给一次。",
    metric: "optional",
  },
  recordDay: {
    text: "破个人纪录",
    help: "一天的数字比自己前些天都好，就给一次。第二天早上算。",
    metric: "needed",
    days: { label: "和前多少天比", least: 7, most: 180, usual: "30" },
  },
  streak: {
    text: "连续达标",
    help: "连着这么多天都达到要求，就给一次。第二天早上算。",
    metric: "needed",
    days: { label: "连续多少天", least: 2, most: 60, usual: "5" },
    hasLevel: true,
  },
  firstTimeRight: {
    text: "整周达标",
    help: "一周里每一天都达到要求，就给一次。一周过完再算。",
    metric: "needed",
    days: { label: "一周至少几天有数据", least: 1, most: 7, usual: "3" },
    hasLevel: true,
  },
  campaignGoal: {
    text: "公司目标达成",
    help: "一个公司目标全部达成，负责人和一起出力的人都得到。",
    metric: "none",
    hasGoal: true,
  },
  ideaAccepted: {
    text: "建议被采纳",
    help: "提的建议被采纳，就给一次。",
    metric: "none",
  },
};

export const kindChoices = (Object.keys(kinds) as RuleKind[]).map((value) => ({ value, text: kinds[value].text }));
