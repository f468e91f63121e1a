import { dayText } from "../../lib/format";
import type { ElectionSummary } from "../../lib/wire";

type Named = Pick<ElectionSummary, "month" | "department">;

/** '2026年5月优秀员工' */
export const electionTitle = ({ month }: Named): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月优秀员工`;

export const scopeText = ({ department }: Named): string => department?.name ?? "全公司";

export const phaseWords: Record<ElectionSummary["phase"], { text: string; tone: "brand" | "good" | "mute" }> = {
  nominating: { text: "○ 提名中", tone: "brand" },
  voting: { text: "● 投票中", tone: "good" },
  counting: { text: "○ 正在计票", tone: "mute" },
  closed: { text: "★ 已揭晓", tone: "mute" },
  cancelled: { text: "× 已取消", tone: "mute" },
};

type Dated = Pick<ElectionSummary, "phase" | "nominateUntil" | "voteUntil" | "turnout" | "hasVoted">;

/** What happens now, and until when. */
export function phaseText({ phase, nominateUntil, voteUntil, turnout, hasVoted }: Dated): string {
  if (phase === "nominating") return `提名到 ${dayText(nominateUntil)}，之后投票到 ${dayText(voteUntil)}`;
  if (phase === "voting")
    return `投票到 ${dayText(voteUntil)}，已有 ${turnout} 人投票${hasVoted ? "，你已投，可以改" : ""}`;
  if (phase === "cancelled") return "这次评选已取消，提名和投票都不再算数";
  return phase === "counting" ? "投票已结束，正在计票" : `共 ${turnout} 人投票`;
}
