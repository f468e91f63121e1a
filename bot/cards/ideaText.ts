import type { Company } from "../../domain/context";
import type { IdeaView } from "../../domain/ideas/IdeaView";
import type { IdeaState } from "../../entities";
import type { Message } from "../Message";
import { cutText } from "../text";
import { effectText } from "./effectText";
import { pageLink } from "./pageLink";

const states: Record<IdeaState, string> = {
  open: "等回复",
  accepted: "已采纳",
  returned: "已退回",
  withdrawn: "已撤回",
};

export const ideaStateText = (state: IdeaState): string => states[state];

/** Enough of an idea to know it by. */
export const ideaTitle = ({ idea }: Pick<IdeaView, "idea">, most = 30): string => `“${cutText(idea.text, most)}”`;

interface Listed {
  valid: number;
  aim: number;
}

/** 我的建议: the latest, how they stand, and how many of this quarter count. */
export function ideaListText(
  views: readonly IdeaView[],
  { valid, aim }: Listed,
  company: Pick<Company, "publicUrl">,
): Message {
  const head =
    valid < aim ? `本季度已采纳 ${valid} 条，还差 ${aim - valid} 条` : `本季度已采纳 ${valid} 条，已达到 ${aim} 条`;
  const lines = views.map((view, index) => `${index + 1}. ${ideaTitle(view)} ${standing(view)}`);
  const list =
    lines.length > 0 ? lines.join("\n") : "你还没有提过建议。发“建议 内容”提一条，例如：建议 把赠品换成试用装。";
  return { kind: "text", text: `${head}。\n${list}`, link: pageLink(company, "ideas") };
}

function standing(view: IdeaView): string {
  const { state, note } = view.idea;
  if (state === "returned" && note) return `${ideaStateText(state)}：${note}`;
  const effect = effectText(view);
  return effect ? `${ideaStateText(state)}，${effect}` : ideaStateText(state);
}
