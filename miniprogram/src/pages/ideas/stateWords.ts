import type { Idea } from "../../lib/wire";

/** How an idea stands, in a word. */
export const stateWords: Record<Idea["state"], { text: string; tone: "mute" | "good" | "warn" }> = {
  open: { text: "○ 等回复", tone: "mute" },
  accepted: { text: "● 已采纳", tone: "good" },
  withdrawn: { text: "○ 已撤回", tone: "mute" },
  returned: { text: "▲ 已退回", tone: "warn" },
};
