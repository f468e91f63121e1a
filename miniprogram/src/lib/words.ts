import type { GoalStatus, Status } from "./wire";

/** Colour never speaks alone: each status has a shape and a word. */
export const statusWords: Record<
  Status,
  { shape: string; word: string; tone: "good" | "warn" | "bad" | "mute" | "gold" }
> = {
  reached: { shape: "★", word: "达成", tone: "gold" },
  onTrack: { shape: "●", word: "正常", tone: "good" },
  atRisk: { shape: "▲", word: "有风险", tone: "warn" },
  offTrack: { shape: "■", word: "落后", tone: "bad" },
  silent: { shape: "○", word: "未更新", tone: "mute" },
};

export const goalStatusWords: Record<GoalStatus, string> = {
  draft: "草稿",
  submitted: "等审批",
  returned: "被退回",
  proposed: "等你确认",
  active: "进行中",
  withdrawn: "已撤回",
  cancelled: "已取消",
  closing: "结算中",
  scored: "已打分",
  archived: "已归档",
};

export const levelWords = { company: "公司目标", department: "部门目标", person: "个人目标" } as const;

export const historyWords = {
  drafted: "写下草稿",
  edited: "修改",
  submitted: "提交审批",
  approverChanged: "换了审批人",
  approved: "通过",
  returned: "退回",
  approvalUndone: "撤销了通过",
  withdrawn: "撤回",
  cancelled: "取消",
} as const;
